"""What is told of an object: its title, a few facts, and sections of keys and values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Card", "Section", "address_of", "card_of", "kind_of"]

_HIDDEN: Final = frozenset({"id", "cursor", "photo_url"})


@dataclass(frozen=True, slots=True)
class Section:
    """Keys and values under a title.

    Attributes:
        title: What they are.
        rows: Values by key.
        curves: A curve next to a value, by key.
        note: What else is to be said, such as that keys are not loaded.
        is_open: Whether the rows show at once, and not after a click.
    """

    title: str
    rows: Mapping[str, object]
    curves: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    note: str = ""
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of an object.

    Attributes:
        kind: What it is: `Run`, `Project`.
        title: Its name.
        url: Its page in the web app.
        path: Where it is.
        state: What it is doing.
        facts: Values by name, the main ones first; they are columns where objects are listed.
        metrics: Numbers by key, which are further columns where objects are listed.
        sections: Further keys and values.
    """

    kind: str
    title: str
    url: str | None = None
    path: str = ""
    state: str = ""
    facts: Mapping[str, object] = field(default_factory=dict[str, object])
    metrics: Mapping[str, object] = field(default_factory=dict[str, object])
    sections: Sequence[Section] = ()


def address_of(read: Callable[[], str]) -> str | None:
    """Return the address of an object's page; None for an object whose path is not known whole."""
    try:
        return read()
    except RunQLError:
        return None


def kind_of(item: object) -> str:
    """Return what an object is, in sync and async code alike."""
    return type(item).__name__.removeprefix("Async")


def card_of(item: object) -> Card:
    """Return what is told of any object of a list.

    Fields of dataclasses that are not in their `repr` stay hidden: these are secrets.
    """
    read: Callable[[object], Card] | None = getattr(type(item), "_card", None)
    if read is not None:
        return read(item)
    facts: dict[str, object] = {}
    if isinstance(item, Mapping):
        facts = {str(key): value for key, value in cast("Mapping[object, object]", item).items()}
    elif dataclasses.is_dataclass(item):
        shown = [each.name for each in dataclasses.fields(item) if each.repr]
        facts = {name: getattr(item, name) for name in shown if name not in _HIDDEN}
    else:
        values: object = getattr(item, "__dict__", None)
        if isinstance(values, dict) and hasattr(type(item), "model_fields"):
            facts = cast("dict[str, object]", values)
    if facts:
        return Card(kind_of(item), "", facts=facts)
    return Card(kind_of(item), repr(item))
