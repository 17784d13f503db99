"""Names that refer to wandb objects, by scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from runql._wandb_names.results import BASES, ITEMS, RESULTS

__all__ = ["UNKNOWN", "Facts", "Scopes", "item_of", "member_kind"]

UNKNOWN: Final = ""
"""The kind of an expression that, according to the code, does not come from wandb's public API."""


def item_of(kind: str) -> str:
    """Return the kind of the items of a list."""
    if kind.startswith("list:"):
        return kind.removeprefix("list:")
    return ITEMS.get(kind, UNKNOWN)


def member_kind(kind: str, member: str) -> str:
    """Return the kind of a member of a wandb class."""
    for owner in (kind, *BASES.get(kind, ())):
        found = RESULTS.get(f"{owner}.{member}")
        if found == "item":
            return item_of(kind)
        if found is not None:
            return found
    return UNKNOWN


@dataclass(slots=True)
class Facts:
    """Known kinds of the functions and attributes of a module. They grow with each pass.

    Attributes:
        parameters: Kinds of parameters by function, from calls.
        returns: Kinds that functions return.
        attributes: Kinds of attributes of `self`.
        module: Kinds of the module's names.
    """

    parameters: dict[str, dict[str, str]] = field(default_factory=dict)
    returns: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    module: dict[str, str] = field(default_factory=dict)

    def note(self, table: dict[str, str], name: str, kind: str) -> None:
        """Record a kind. A name with two kinds has none."""
        known = table.get(name, kind)
        table[name] = kind if known == kind else UNKNOWN


class Scopes:
    """A stack of scopes, from the module inwards."""

    def __init__(self, facts: Facts) -> None:
        self._stack: list[dict[str, str]] = [{}]
        self._facts = facts

    def push(self, names: dict[str, str] | None = None) -> None:
        """Enter a function or a comprehension."""
        self._stack.append(dict(names or {}))

    def pop(self) -> dict[str, str]:
        """Leave the scope, and return its names."""
        return self._stack.pop()

    def bind(self, name: str, kind: str) -> None:
        """Assign a name in the innermost scope."""
        self._stack[-1][name] = kind
        if len(self._stack) == 1:
            self._facts.note(self._facts.module, name, kind)

    def kind(self, name: str) -> str:
        """Return the kind of a name."""
        for scope in reversed(self._stack):
            if name in scope:
                return scope[name]
        return self._facts.module.get(name, UNKNOWN)
