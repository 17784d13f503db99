"""Filters of runs: expressions, Mongo-style dicts, and text."""

from __future__ import annotations

from runql.filters.expressions import Filter
from runql.filters.fields import F, Field, TagsField
from runql.filters.text import parse_filter
from runql.filters.wire import filters_to_wire

__all__ = ["F", "Field", "Filter", "TagsField", "filters_to_wire", "parse_filter"]
