"""wandb's attributes on runql objects: old spellings resolve with a warning, other names raise with a hint."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from runql._caller import warn_caller
from runql._expected_names.lookup import expected_name, unknown_attribute
from runql._wandb_names.calls import accept_calls

if TYPE_CHECKING:
    from runql._wandb_names.entries import Entry

__all__ = ["WandbNames", "resolve", "warn_of_key", "warn_of_name"]


class WandbNames:
    """An object whose missing names are looked up in the table of wandb names.

    Type checkers see neither the lookup nor the names.
    """

    __slots__ = ()

    if not TYPE_CHECKING:

        def __init_subclass__(cls, **options: object) -> None:
            super().__init_subclass__(**options)
            accept_calls(cls)

        def __getattr__(self, name: str) -> object:
            return resolve(self, name)


def resolve(owner: object, name: str) -> object:
    """Return the value of a wandb name on an object.

    Raises:
        AttributeError: If the name is not accepted. The message has a hint if the table has one.
    """
    if name.startswith("__"):
        raise unknown_attribute(owner, name)
    kind = type(owner)
    if inspect.getattr_static(kind, name, None) is not None:
        # A property raised AttributeError, so Python calls this method. Raise the property's error again.
        return object.__getattribute__(owner, name)
    from runql._wandb_names.entries import Kind
    from runql._wandb_names.table import entry_of

    entry = entry_of(kind, name)
    if entry is not None and entry.kind is Kind.ACCEPTED and _is_there(owner, entry.gives):
        _warn(kind, entry)
        return _given(owner, entry.gives)
    if entry is not None and entry.kind in {Kind.HINT, Kind.ABSENT}:
        raise unknown_attribute(owner, name, entry.advice)
    raise unknown_attribute(owner, name, expected_name(kind, name))


def warn_of_name(owner: object, name: str) -> None:
    """Warn that a special method of wandb is deprecated in runql."""
    from runql._wandb_names.table import entry_of

    entry = entry_of(type(owner), name)
    if entry is not None:
        _warn(type(owner), entry)


def warn_of_key(owner: object, key: str) -> None:
    """Warn that a key was read as an attribute."""
    kind = type(owner).__name__
    message = f"{kind}.{key} reads a key as an attribute, as wandb does. Use summary[{key!r}]."
    warn_caller(message, DeprecationWarning)


def _warn(kind: type[object], entry: Entry) -> None:
    # The hint for names that several classes have refers to an `item`.
    advice = entry.advice.replace(
        "Use item.", f"Use {kind.__name__.removeprefix('Async').lower()}."
    )
    message = f"{kind.__name__}.{entry.member} is a name of wandb. {advice}".rstrip()
    warn_caller(message, DeprecationWarning)


def _is_there(owner: object, gives: str) -> bool:
    first = gives.removesuffix("()").partition(".")[0]
    return first in {"", "self"} or inspect.getattr_static(owner, first, None) is not None


def _given(owner: object, gives: str) -> object:
    if gives in {"()", "self()"}:
        return _Nothing(owner if gives == "self()" else None, waits=_is_async(owner))
    called = gives.endswith("()")
    found = owner
    for part in gives.removesuffix("()").split("."):
        found = getattr(found, part)
    return found() if called and callable(found) else found


def _is_async(owner: object) -> bool:
    return type(owner).__name__.startswith("Async")


class _Nothing:
    """A wandb method that has no effect in runql."""

    def __init__(self, value: object, *, waits: bool) -> None:
        self._value = value
        self._waits = waits

    def __call__(self, *args: object, **options: object) -> object:
        return self._later() if self._waits else self._value

    async def _later(self) -> object:
        return self._value
