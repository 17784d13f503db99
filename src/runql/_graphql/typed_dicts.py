"""`typing.TypedDict` for pydantic, which requires typing_extensions' TypedDict before Python 3.12."""

from __future__ import annotations

import sys
import types
import typing
from functools import reduce
from operator import or_
from typing import Any, cast

__all__ = ["readable"]


def readable(kind: object) -> object:
    """Return a type with each `typing.TypedDict` replaced by an equal one of typing_extensions.

    Types of fields and type arguments are replaced too.

    Raises:
        NameError: If an annotation names a type that its module does not have.
    """
    if sys.version_info >= (3, 12):
        return kind
    return _replaced(kind, {})


def _replaced(kind: object, made: dict[object, object]) -> object:
    if typing.is_typeddict(kind):
        if kind not in made:
            made[kind] = kind  # a recursive reference is not replaced
            made[kind] = _copy(cast("type[Any]", kind), made)
        return made[kind]
    arguments = typing.get_args(kind)
    if not arguments or typing.get_origin(kind) is typing.Literal:
        return kind
    replaced = tuple(_replaced(each, made) for each in arguments)
    if replaced == arguments:
        return kind
    if isinstance(kind, types.UnionType):
        return reduce(or_, cast("tuple[Any, ...]", replaced))
    if isinstance(kind, types.GenericAlias):
        return types.GenericAlias(cast("type[Any]", kind.__origin__), replaced)
    if hasattr(kind, "__metadata__"):
        return cast("Any", typing.Annotated)[replaced]
    return cast("Any", kind).copy_with(replaced)


def _copy(kind: type[Any], made: dict[object, object]) -> object:
    import typing_extensions

    hints = typing.get_type_hints(kind, include_extras=True)
    fields: dict[str, Any] = {}
    for name, hint in hints.items():
        bare, required = hint, name in kind.__required_keys__
        # With postponed annotations, Python does not see Required and NotRequired when it creates the class.
        while (mark := typing.get_origin(bare)) in (typing.Required, typing.NotRequired):
            (bare,) = typing.get_args(bare)
            required = mark is typing.Required
        marks = typing_extensions.Required if required else typing_extensions.NotRequired
        fields[name] = marks[_replaced(bare, made)]
    make = cast("Any", typing_extensions.TypedDict)
    return make(kind.__name__, fields)
