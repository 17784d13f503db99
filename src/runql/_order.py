"""The order of a list: `-created_at`, `+summary_metrics.loss`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Final

from runql.errors import OrderError

__all__ = ["Order", "order_to_wire"]

DEFAULT: Final = "+created_at"
"""Oldest first: runs that come while a list is read are listed last, and shift nothing."""

# What the server orders by, and the other spellings that are taken for it.
_COLUMNS: Final = {
    "created_at": "created_at",
    "createdAt": "created_at",
    "heartbeat_at": "heartbeat_at",
    "heartbeatAt": "heartbeat_at",
    "updated_at": "updated_at",
    "updatedAt": "updated_at",
    "name": "name",
    "display_name": "display_name",
    "displayName": "display_name",
    "state": "state",
    "group": "group",
    "job_type": "job_type",
    "jobType": "job_type",
    "duration": "duration",
    "host": "host",
    "username": "username",
}


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
            OrderError: The server cannot order by the key.
        """
        return ("-" if self.descending else "+") + _wire_key(self.key)


def order_to_wire(order: str | Order | None) -> str:
    """Return an order as the wire has it: a sign, and one key.

    Raises:
        OrderError: There is no key, more than one, or one that the server does not know.
    """
    if order is None:
        return DEFAULT
    if isinstance(order, Order):
        return order.to_wire()
    text = order.strip()
    key = text[1:] if text[:1] in ("+", "-") else text
    return Order(key.strip(), descending=text.startswith("-")).to_wire()


def _wire_key(key: str) -> str:
    if key in _COLUMNS:
        return _COLUMNS[key]
    prefix, dot, name = key.partition(".")
    if dot and name:
        if prefix in ("summary", "summary_metrics"):
            return f"summary_metrics.{name}"
        if prefix == "config":
            # Orders address the value itself, unlike filters.
            return f"config.{name}" if ".value" in f".{name}." else f"config.{name}.value"
    if "," in key:
        raise OrderError(
            f"{key!r} names several keys, and the server orders by one.",
            remedy="Order by the first, and sort the list in Python.",
        )
    near = difflib.get_close_matches(key, _COLUMNS, n=1)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    raise OrderError(
        f"The server cannot order by {key!r}." if key else "An order needs a key.",
        remedy=f"{hint}Known are {', '.join(sorted(set(_COLUMNS.values())))}, "
        "summary_metrics.KEY and config.KEY.",
    )
