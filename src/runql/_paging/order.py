"""Sort orders of lists: `-created_at`, `+summary_metrics.loss`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql.errors import OrderError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Order", "column_order_to_wire", "order_to_wire"]

DEFAULT: Final = "+created_at"
"""Oldest first. Runs that are created while a list is read come last and shift no items."""

# Sort keys of servers, by accepted spelling. The documented spelling of times has an underscore,
# unlike in filters.
_COLUMNS: Final = {
    "created_at": "created_at",
    "createdAt": "created_at",
    "heartbeat_at": "heartbeat_at",
    "heartbeatAt": "heartbeat_at",
    "updated_at": "updated_at",
    "updatedAt": "updated_at",
    "name": "name",
    "display_name": "displayName",
    "displayName": "displayName",
    "state": "state",
    "group": "group",
    "job_type": "jobType",
    "jobType": "jobType",
    "duration": "duration",
    "host": "host",
    "sweep": "sweep",
    "username": "username",
}
_DOCUMENTS: Final = {
    "config": "config",
    "summary": "summary_metrics",
    "summary_metrics": "summary_metrics",
}
# A dot ends a key, unless it is in quotes.
_KEY: Final = r"""(?:"([^"]+)"|'([^']+)'|([^."'][^.]*))(?:\.|$)"""


@dataclass(frozen=True, slots=True)
class Order:
    """A sort order: a key and a direction.

    Attributes:
        key: A column such as `created_at`, `summary_metrics.KEY`, or `config.KEY`.
        descending: Whether the greatest value comes first.
    """

    key: str
    descending: bool = False

    def to_wire(self) -> str:
        """Return the sort order in the API's format.

        Raises:
            OrderError: If the server cannot order by the key.
        """
        return ("-" if self.descending else "+") + _wire_key(self.key)


def order_to_wire(order: str | Order | None) -> str:
    """Return a sort order in the API's format: a sign and one key.

    `+created_at` and `created_at` sort ascending, `-created_at` sorts descending. Nested keys have
    a dot in between. A key that contains a dot is in quotes: `config."a.b"`.

    Raises:
        OrderError: If there is no key, more than one key, or a key that the server does not support.
    """
    if order is None:
        return DEFAULT
    if isinstance(order, Order):
        return order.to_wire()
    if not isinstance(order, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise OrderError(f"Invalid order: {order!r}.", hint="Pass one key as a string.")
    text = order.strip()
    key = text[1:] if text[:1] in ("+", "-") else text
    return Order(key.strip(), descending=text.startswith("-")).to_wire()


def column_order_to_wire(order: str | Order, columns: Mapping[str, str], what: str) -> str:
    """Return a sort order by one of the given columns, in the API's format.

    Args:
        order: A sign and a column, or the sort order of a field.
        columns: API names of the columns, by spelling.
        what: Plural of the sorted objects, such as `Sweeps`.

    Raises:
        OrderError: If the order is not an optional sign and one of the columns.
    """
    known = ", ".join(dict.fromkeys(_readable(columns)))
    if isinstance(order, Order):
        key, descending = order.key, order.descending
    elif isinstance(order, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        text = order.strip()
        key = (text[1:] if text[:1] in ("+", "-") else text).strip()
        descending = text.startswith("-")
    else:
        raise OrderError(
            f"Invalid order: {order!r}.", hint=f"Pass one key as a string. Allowed values: {known}."
        )
    if key not in columns:
        if any(each.strip(" +-") in columns for each in key.split(",")[1:]):
            raise _several(order)
        import difflib

        near = difflib.get_close_matches(key, columns, n=1)
        raise OrderError(
            f"{what} cannot be ordered by {key!r}.",
            hint=(f"Did you mean {near[0]!r}? " if near else "")
            + f"Allowed values: {known}, with an optional + or - in front.",
        )
    return ("-" if descending else "+") + columns[key]


def _readable(columns: Mapping[str, str]) -> list[str]:
    """Return the first spelling of each column."""
    found: dict[str, str] = {}
    for spelling, wire in columns.items():
        found.setdefault(wire, spelling)
    return list(found.values())


def _wire_key(key: str) -> str:
    if key in _COLUMNS:
        return _COLUMNS[key]
    if not key:
        raise OrderError(
            "An order must have a key.",
            hint="Pass None for oldest first, or a key such as -created_at.",
        )
    if any(_is_known(piece.lstrip(" +-")) for piece in key.split(",")[1:]):
        raise _several(key)
    document, *keys = _split(key)
    if document in _DOCUMENTS and keys:
        if document == "config":
            keys = _with_value(keys)
        return ".".join((_DOCUMENTS[document], *keys))
    raise _unknown(key)


def _is_known(key: str) -> bool:
    return key in _COLUMNS or key.partition(".")[0] in _DOCUMENTS


def _split(key: str) -> list[str]:
    """Return the parts of a dotted key.

    Raises:
        OrderError: If the key has an empty part, or a quote that is not closed.
    """
    parts: list[str] = []
    position = 0
    while position < len(key):
        found = re.compile(_KEY).match(key, position)
        if found is None:
            raise _unknown(key)
        parts.append(found.group(1) or found.group(2) or found.group(3))
        position = found.end()
    if key.endswith("."):
        raise _unknown(key)
    return parts


def _with_value(keys: list[str]) -> list[str]:
    """Insert the level `value`, which is below the first key of a config."""
    return keys if "value" in keys[1:] else [keys[0], "value", *keys[1:]]


def _several(order: object) -> OrderError:
    return OrderError(
        f"Servers order by one key, got several keys: {order!r}.",
        hint="Order by the first key, and sort the list in Python.",
    )


def _unknown(key: str) -> OrderError:
    import difflib

    near = [f"{key}.KEY"] if key in _DOCUMENTS else difflib.get_close_matches(key, _COLUMNS, n=1)
    hint = f"Did you mean {near[0]!r}? " if near else f"Use 'summary_metrics.{key}' for a metric. "
    return OrderError(
        f"The server cannot order by {key!r}.",
        hint=f"{hint}Allowed values: {', '.join(sorted(set(_COLUMNS.values())))}, "
        "summary_metrics.KEY and config.KEY.",
    )
