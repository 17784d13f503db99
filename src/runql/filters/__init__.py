"""Filters of runs: expressions, Mongo-style dicts, and strings."""

from __future__ import annotations

from runql.filters.expressions import Filter
from runql.filters.fields import (
    DocumentField,
    F,
    Field,
    KeyField,
    NumberField,
    RunFieldNamespace,
    TagsField,
    TextField,
    TimeField,
    ValueField,
)
from runql.filters.mongo import from_mongo
from runql.filters.text import parse_filter
from runql.filters.ui import mongo_from_ui, ui_from_mongo
from runql.filters.wire import Filters, and_filters, filters_to_wire

__all__ = [
    "DocumentField",
    "F",
    "Field",
    "Filter",
    "Filters",
    "KeyField",
    "NumberField",
    "RunFieldNamespace",
    "TagsField",
    "TextField",
    "TimeField",
    "ValueField",
    "and_filters",
    "filters_to_wire",
    "from_mongo",
    "mongo_from_ui",
    "parse_filter",
    "ui_from_mongo",
]
