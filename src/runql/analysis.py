"""Argument and result types of `runs.curves()`, `runs.group_by()`, `runs.stitch()` and `run.diff()`."""

from __future__ import annotations

from runql._models.analysis.correlation import Correlation, Correlations
from runql._models.analysis.curve_reads import CurveRead
from runql._models.analysis.curve_table import Curves, CurvesInfo
from runql._models.analysis.differences import Change, RunDiff, VaryingKey
from runql._models.analysis.group_table import GroupTable
from runql._models.analysis.smoothing import EMA, Gaussian, Rolling
from runql._models.analysis.stitching import Stitched, StitchedRun

__all__ = [
    "EMA",
    "Change",
    "Correlation",
    "Correlations",
    "CurveRead",
    "Curves",
    "CurvesInfo",
    "Gaussian",
    "GroupTable",
    "Rolling",
    "RunDiff",
    "Stitched",
    "StitchedRun",
    "VaryingKey",
]
