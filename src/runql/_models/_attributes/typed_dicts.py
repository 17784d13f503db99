"""TypedDicts of `typing` for pydantic, which accepts only those of `typing_extensions` before Python 3.12."""

from __future__ import annotations

import functools
import operator
import sys
import types
import typing
from typing import Any, TypeVar, cast

__all__ = ["with_pydantic_typed_dicts"]

T = TypeVar("T")


def with_pydantic_typed_dicts(kind: type[T]) -> type[T]:
    """Return a type whose TypedDicts are of the kind that pydantic accepts.

    Nested TypedDicts are converted, too.
    """
    if sys.version_info >= (3, 12):
        return kind
    return cast("type[T]", _replaced(kind, ()))


def _replaced(hint: Any, above: tuple[Any, ...]) -> Any:  # noqa: ANN401 - an annotation is any object
    if typing.is_typeddict(hint):
        # A TypedDict that contains itself is unchanged: pydantic's error explains the refusal.
        return hint if hint in above else _converted(hint, (*above, hint))
    arguments: tuple[Any, ...] = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is None or origin is typing.Literal or not arguments:
        return hint
    if origin is typing.Annotated:
        annotated: Any = typing.Annotated  # type checkers would read it as an annotation
        plain, *notes = arguments
        return annotated[(_replaced(plain, above), *notes)]
    new = tuple(_replaced(each, above) for each in arguments)
    if new == arguments:
        return hint
    if origin in (types.UnionType, typing.Union):
        return functools.reduce(operator.or_, new)
    return origin[new if len(new) > 1 else next(iter(new))]


def _converted(kind: Any, above: tuple[Any, ...]) -> Any:  # noqa: ANN401 - as above
    import typing_extensions

    fields: dict[str, Any] = {}
    for name, hint in typing.get_type_hints(kind, include_extras=True).items():
        plain = hint
        if typing.get_origin(hint) in (typing.Required, typing.NotRequired):
            plain = typing.get_args(hint)[0]
        new = _replaced(plain, above)
        fields[name] = new if name in kind.__required_keys__ else typing.NotRequired[new]
    make: Any = typing_extensions.TypedDict  # type checkers accept only literal names and fields
    made = make(kind.__name__, fields)
    made.__module__, made.__doc__ = kind.__module__, kind.__doc__
    config = getattr(kind, "__pydantic_config__", None)
    if config is not None:
        made.__pydantic_config__ = config
    return made
