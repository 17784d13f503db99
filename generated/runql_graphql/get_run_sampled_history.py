# Generated from queries/history.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.history import RunSampledHistory


class GetRunSampledHistory(BaseModel):
    """Sample selected keys of a run: one list of rows for each spec."""

    project: Optional["GetRunSampledHistoryProject"]


class GetRunSampledHistoryProject(BaseModel):
    run: Optional["GetRunSampledHistoryProjectRun"]


GetRunSampledHistoryProjectRun = RunSampledHistory
