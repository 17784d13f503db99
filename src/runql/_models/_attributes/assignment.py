"""Assignment to attributes of resources: a misspelled name is an error, not a new attribute."""

from __future__ import annotations

import difflib
import inspect
from typing import TYPE_CHECKING, ClassVar

# Methods of public objects check their arguments.
import runql._arguments  # noqa: F401  # pyright: ignore[reportUnusedImport]
from runql._display.objects import Displayed
from runql._wandb_names.attributes import WandbNames

__all__ = ["KnownAttributes"]


class KnownAttributes(Displayed, WandbNames):
    """A resource that accepts assignments only to its own attributes.

    Attributes:
        _plain_attributes: Public attributes that are not properties.
    """

    _plain_attributes: ClassVar[frozenset[str]] = frozenset()

    # Type checkers would read `__setattr__` as permission to assign any name.
    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: object) -> None:
            if not name.startswith("_") and name not in self._plain_attributes:
                kind = type(self)
                known = inspect.getattr_static(kind, name, None)
                if not isinstance(known, property) or known.fset is None:
                    raise _refused(kind, name, exists=known is not None)
            super().__setattr__(name, value)


def _refused(kind: type[KnownAttributes], name: str, *, exists: bool) -> AttributeError:
    if exists:
        return AttributeError(f"Attribute {name!r} of {kind.__name__!r} is read-only.")
    known = sorted(_assignable(kind))
    old = _meant(kind, name)
    near = [old] if old in known else difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = (
        f"Did you mean {near[0]!r}?"
        if near
        else f"Assignable attributes: {', '.join(known) or 'none'}."
    )
    return AttributeError(f"{kind.__name__!r} object has no attribute {name!r}. {hint}")


def _meant(kind: type[KnownAttributes], name: str) -> str | None:
    from runql._wandb_names.table import entry_of

    entry = entry_of(kind, name)
    return entry.gives if entry is not None else None


def _assignable(kind: type[KnownAttributes]) -> set[str]:
    found = set(kind._plain_attributes)
    for name in dir(kind):
        known = inspect.getattr_static(kind, name, None)
        if not name.startswith("_") and isinstance(known, property) and known.fset is not None:
            found.add(name)
    return found
