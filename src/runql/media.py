"""Types of media and tables that `run.media()`, `run.summary_media` and `run.table()` return."""

from __future__ import annotations

from runql._models.media.bounding_boxes import BoundingBox
from runql._models.media.custom_charts import CustomChart
from runql._models.media.joined_tables import JoinedTable
from runql._models.media.reading import media_of
from runql._models.media.tables import Cell, ColumnType, Table
from runql._models.media.values import (
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
