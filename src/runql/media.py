"""Media and tables of runs, as values: what `run.media()`, `run.summary_media` and `run.table()` give."""

from __future__ import annotations

from runql._models.boxes import BoundingBox
from runql._models.custom_chart import CustomChart
from runql._models.joined_table import JoinedTable
from runql._models.media import (
    Audio,
    Bokeh,
    FileMedia,
    Graph,
    Histogram,
    Html,
    Image,
    LoggedTable,
    Media,
    MediaFile,
    MediaList,
    Molecule,
    Object3D,
    Plotly,
    UnknownMedia,
    Video,
)
from runql._models.media_values import media_of
from runql._models.table import Cell, ColumnType, Table

__all__ = [
    "Audio",
    "Bokeh",
    "BoundingBox",
    "Cell",
    "ColumnType",
    "CustomChart",
    "FileMedia",
    "Graph",
    "Histogram",
    "Html",
    "Image",
    "JoinedTable",
    "LoggedTable",
    "Media",
    "MediaFile",
    "MediaList",
    "Molecule",
    "Object3D",
    "Plotly",
    "Table",
    "UnknownMedia",
    "Video",
    "media_of",
]
