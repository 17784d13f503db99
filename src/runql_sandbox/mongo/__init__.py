"""Mongo-style filters and orders as SQL. MongoDB's own semantics decide: comparisons keep to one type."""

from runql_sandbox.mongo.fields import Column, FieldMap, FilterSyntaxError
from runql_sandbox.mongo.filters import compile_filter
from runql_sandbox.mongo.functions import register_functions
from runql_sandbox.mongo.order import compile_order

__all__ = [
    "Column",
    "FieldMap",
    "FilterSyntaxError",
    "compile_filter",
    "compile_order",
    "register_functions",
]
