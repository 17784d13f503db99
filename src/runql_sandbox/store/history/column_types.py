"""What a column of an export has to hold, found value by value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["NoTypeError", "Shape", "arrow_type", "checked_text", "join_shapes", "shape_of"]

Shape: TypeAlias = str | tuple["Shape"] | dict[str, "Shape"]
"""A name of `_SCALARS`, the shape of a list's elements in a tuple, or those of an object's keys."""

_SCALARS: Final = {
    # A list that is always empty needs some type, and readers are spared one that is all nulls.
    "null": "string",
    "bool": "bool_",
    "int": "int64",
    "wide": "int64",
    "double": "float64",
    "string": "string",
}
"""Names of Arrow's functions for types."""
_EXACT: Final = 2**53
"""Integers up to here are exact as doubles, and Arrow takes no larger ones for such."""
_JOINED: Final = {frozenset(("int", "wide")): "wide", frozenset(("int", "double")): "double"}


class NoTypeError(ValueError):
    """Values that no one type of parquet holds exactly."""


def shape_of(value: Any) -> Shape:  # noqa: ANN401 - any JSON value
    """Return what holds a value.

    Raises:
        NoTypeError: If nothing does.
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
            raise NoTypeError(f"{value!r} is no JSON value.")


def join_shapes(left: Shape, right: Shape) -> Shape:
    """Return what holds the values of both.

    Raises:
        NoTypeError: If nothing does.
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
    raise NoTypeError(f"Nothing holds both {left!r} and {right!r}.")


def arrow_type(shape: Shape) -> pa.DataType:
    """Return the type of a column.

    Raises:
        NoTypeError: If an object in it has no keys, which parquet cannot have.
    """
    # Arrow and numpy take a while to load, and a server may never export anything.
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
    """Return a string that UTF-8 can hold.

    Raises:
        NoTypeError: If it has half of a surrogate pair, as JSON can.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NoTypeError(f"{text!r} is no UTF-8.") from error
    return text


def _integer(value: int) -> Shape:
    if not -(2**63) <= value < 2**63:
        raise NoTypeError(f"{value} is longer than 64 bits.")
    return "int" if abs(value) <= _EXACT else "wide"


def _element(values: list[Any]) -> Shape:
    # Histograms are long and of one kind.
    if set(map(type, values)) == {float}:
        return "double"
    shape: Shape = "null"
    for each in values:
        shape = join_shapes(shape, shape_of(each))
    return shape
