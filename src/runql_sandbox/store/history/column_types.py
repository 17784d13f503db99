"""Types of export columns, inferred from their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["NoTypeError", "Shape", "arrow_type", "checked_text", "join_shapes", "shape_of"]

Shape: TypeAlias = str | tuple["Shape"] | dict[str, "Shape"]
"""A name of `_SCALARS`, a tuple with the type of a list's elements, or a dict with the types of an object's keys."""

_SCALARS: Final = {
    # A column of empty lists needs a type, and readers should not get a column of nulls.
    "null": "string",
    "bool": "bool_",
    "int": "int64",
    "wide": "int64",
    "double": "float64",
    "string": "string",
}
"""Names of Arrow's type functions."""
_EXACT: Final = 2**53
"""Largest integer that a double represents exactly; Arrow converts no larger ones."""
_JOINED: Final = {frozenset(("int", "wide")): "wide", frozenset(("int", "double")): "double"}


class NoTypeError(ValueError):
    """Values that no single Parquet type represents exactly."""


def shape_of(value: Any) -> Shape:  # noqa: ANN401 - any JSON value
    """Return the type of a value.

    Raises:
        NoTypeError: If no type represents it.
    """
    match value:
        case None:
            return "null"
        case bool():
            return "bool"
        case int():
            return _integer(value)
        case float():
            return "double"
        case str():
            checked_text(value)
            return "string"
        case list():
            return (_element(value),)
        case dict():
            return {checked_text(key): shape_of(each) for key, each in value.items()}
        case _:
            raise NoTypeError(f"{value!r} is not a JSON value.")


def join_shapes(left: Shape, right: Shape) -> Shape:
    """Return a common type of two types.

    Raises:
        NoTypeError: If there is no common type.
    """
    if left == right or right == "null":
        return left
    if left == "null":
        return right
    if isinstance(left, str) and isinstance(right, str):
        joined = _JOINED.get(frozenset((left, right)))
        if joined is not None:
            return joined
    if isinstance(left, tuple) and isinstance(right, tuple):
        return (join_shapes(left[0], right[0]),)
    if isinstance(left, dict) and isinstance(right, dict):
        keys = {**left, **right}
        return {key: join_shapes(left.get(key, "null"), right.get(key, "null")) for key in keys}
    raise NoTypeError(f"No common type of {left!r} and {right!r}.")


def arrow_type(shape: Shape) -> pa.DataType:
    """Return the type of a column.

    Raises:
        NoTypeError: If the column contains an object without keys, which Parquet does not support.
    """
    # Arrow is slow to import, and many servers never export.
    import pyarrow as pa

    if isinstance(shape, str):
        found: pa.DataType = getattr(pa, _SCALARS[shape])()
        return found
    if isinstance(shape, tuple):
        return pa.list_(arrow_type(shape[0]))
    if not shape:
        raise NoTypeError("An object without keys has no type.")
    return pa.struct([(key, arrow_type(each)) for key, each in shape.items()])


def checked_text(text: str) -> str:
    """Return a string that can be encoded as UTF-8.

    Raises:
        NoTypeError: If it contains half of a surrogate pair, which JSON allows.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NoTypeError(f"{text!r} cannot be encoded as UTF-8.") from error
    return text


def _integer(value: int) -> Shape:
    if not -(2**63) <= value < 2**63:
        raise NoTypeError(f"{value} is longer than 64 bits.")
    return "int" if abs(value) <= _EXACT else "wide"


def _element(values: list[Any]) -> Shape:
    # Histograms are long lists of one type.
    if set(map(type, values)) == {float}:
        return "double"
    shape: Shape = "null"
    for each in values:
        shape = join_shapes(shape, shape_of(each))
    return shape
