"""Mongo-style filters and orders as SQL, with MongoDB's semantics: comparisons match values of one type only."""

from runql_sandbox.mongo.fields import Column, FieldMap, FilterSyntaxError
from runql_sandbox.mongo.filters import compile_filter, is_like
from runql_sandbox.mongo.functions import register_functions
from runql_sandbox.mongo.order import compile_order
from runql_sandbox.mongo.patterns import is_match, like_pattern, read_pattern

__all__ = [
    "Column",
    "FieldMap",
    "FilterSyntaxError",
    "compile_filter",
    "compile_order",
    "is_like",
    "is_match",
    "like_pattern",
    "read_pattern",
    "register_functions",
]
