"""Cards that describe objects: title, attributes, and sections of keys and values."""

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
    """A titled section of keys and values.

    Attributes:
        title: Title of the section.
        rows: Values by key.
        curves: Sparklines next to values, by key.
        note: Note, such as that keys are not loaded.
        is_open: Whether the section is expanded initially.
    """

    title: str
    rows: Mapping[str, object]
    curves: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    note: str = ""
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """The description of an object.

    Attributes:
        kind: Kind of the object, such as `Run` or `Project`.
        title: Name of the object.
        url: URL of its page in the web app.
        path: Path of the object.
        state: State of the object.
        facts: Attributes by name, the main ones first. They are columns in lists.
        metrics: Numbers by key. They are further columns in lists.
        sections: Sections of keys and values.
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
    """Return the URL of an object's page; None if its path is incomplete."""
    try:
        return read()
    except RunQLError:
        return None


def kind_of(item: object) -> str:
    """Return the kind of an object, the same for its sync and async variant."""
    return type(item).__name__.removeprefix("Async")


def card_of(item: object) -> Card:
    """Return the card of any object in a list.

    Fields of dataclasses that are not in their `repr` stay hidden, because they are secrets.
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
