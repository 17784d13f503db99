"""The order of a list: `-created_at`, `+summary_metrics.loss`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql.errors import OrderError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Order", "column_order_to_wire", "order_to_wire"]

DEFAULT: Final = "+created_at"
"""Oldest first: runs that come while a list is read are listed last, and shift nothing."""

# What servers order by, and the other spellings that are taken for it. The documented spelling of
# times is the one with an underscore, unlike in filters.
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
    """What to order by.

    Attributes:
        key: A column such as `created_at`, `summary_metrics.KEY`, or `config.KEY`.
        descending: Whether the greatest comes first.
    """

    key: str
    descending: bool = False

    def to_wire(self) -> str:
        """Return the order as the wire has it.

        Raises:
            OrderError: If the server cannot order by the key.
        """
        return ("-" if self.descending else "+") + _wire_key(self.key)


def order_to_wire(order: str | Order | None) -> str:
    """Return an order as the wire has it: a sign, and one key.

    `+created_at` and `created_at` are least first, `-created_at` greatest first. Nested keys have
    a dot between them, and a key that holds a dot itself is in quotes: `config."a.b"`.

    Raises:
        OrderError: If there is no key, more than one, or one that the server does not know.
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
    """Return the order of something that is ordered by one of some columns.

    Args:
        order: A sign and a column, or the order of a field.
        columns: Every spelling of a column, and its name on the wire.
        what: What is ordered, many of it: `Sweeps`.

    Raises:
        OrderError: If it is not a sign and one of the columns.
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
            + f"Allowed values: {known}, with + or - before them.",
        )
    return ("-" if descending else "+") + columns[key]


def _readable(columns: Mapping[str, str]) -> list[str]:
    """Return one spelling for each column, the first."""
    found: dict[str, str] = {}
    for spelling, wire in columns.items():
        found.setdefault(wire, spelling)
    return list(found.values())


def _wire_key(key: str) -> str:
    if key in _COLUMNS:
        return _COLUMNS[key]
    if not key:
        raise OrderError("An order needs a key.", hint="Pass None for oldest first.")
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
        OrderError: If it has an empty part, or a quote that is not closed.
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
    """Address the value itself, which stands one level below the first key of a config."""
    return keys if "value" in keys[1:] else [keys[0], "value", *keys[1:]]


def _several(order: object) -> OrderError:
    return OrderError(
        f"{order!r} names several keys, and servers order by one.",
        hint="Order by the first, and sort the list in Python.",
    )


def _unknown(key: str) -> OrderError:
    import difflib

    near = [f"{key}.KEY"] if key in _DOCUMENTS else difflib.get_close_matches(key, _COLUMNS, n=1)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    return OrderError(
        f"The server cannot order by {key!r}.",
        hint=f"{hint}Allowed values: {', '.join(sorted(set(_COLUMNS.values())))}, "
        "summary_metrics.KEY and config.KEY.",
    )
