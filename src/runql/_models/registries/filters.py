"""Filters and orders of registries, their collections and versions: checked, and as the wire has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from runql._models.collections.base import document_filter
from runql.errors import FilterError, OrderError, UnsupportedError

__all__ = [
    "PREFIX",
    "CollectionSearch",
    "VersionSearch",
    "listed_filter",
    "listed_order",
    "registry_filter",
]

PREFIX: Final = "wandb-registry-"
"""How the project of a registry is named, before the registry's own name."""

_REGISTRIES: Final = ("id", "name", "entity_id", "description", "created_at", "updated_at")
_COLLECTIONS: Final = ("id", "name", "tag", "description", "created_at", "updated_at")
_VERSIONS: Final = (
    *("id", "version", "tag", "alias", "metadata", "created_at", "updated_at"),
    *("artifact_size", "linked_at"),
)
_ORDERS: Final = ("name", "created_at", "updated_at")
_VERSION_ORDERS: Final = {
    "created_at": "artifact_created_at",
    "artifact_size": "artifact_size",
    "linked_at": "acm_created_at",
}
# What an organization with the newer search calls fields; the older one keeps the plain names.
_NEW_NAMES: Final = {**_VERSION_ORDERS, "id": "artifact_id"}
_ONLY_OLD: Final = frozenset({"updated_at"})
_ONLY_NEW: Final = frozenset({"artifact_size", "linked_at"})
_COLLECTION_WIRE: Final = {"id": "artifact_collection_id"}
# Operators whose operands are no names.
_NOT_NAMES: Final = frozenset({"$regex", "$exists", "$options"})


@dataclass(frozen=True, slots=True)
class CollectionSearch:
    """Which collections of registries are wanted, as the wire has it.

    Attributes:
        filters: The filter, as JSON text; None for all.
        order: The order; None for the server's choice.
    """

    filters: str | None = None
    order: str | None = None

    @classmethod
    def checked(cls, filters: Mapping[str, object] | None, order: str | None) -> CollectionSearch:
        """Check a filter and an order.

        Raises:
            FilterError: The filter names a field that collections of registries are not searched by.
            OrderError: The order names another field.
        """
        return cls(listed_filter(filters), listed_order(order, "collections"))


@dataclass(frozen=True, slots=True)
class VersionSearch:
    """What versions of registries are wanted, before it is known how the server searches.

    Attributes:
        filters: A checked filter; None for all.
        order: A checked order; None for the server's choice.
    """

    filters: Mapping[str, object] | None = None
    order: str | None = None

    @classmethod
    def checked(cls, filters: Mapping[str, object] | None, order: str | None) -> VersionSearch:
        """Check a filter and an order.

        Raises:
            FilterError: The filter names a field that versions of registries are not searched by.
            OrderError: They cannot be ordered so.
        """
        _renamed(filters, _VERSIONS, {}, "versions")
        if order is not None:
            _checked_order(order, tuple(_VERSION_ORDERS), "versions")
        return cls(filters, order)

    @property
    def depends(self) -> bool:
        """Whether the wire's spelling depends on how the organization searches."""
        fields = _fields(self.filters)
        return self.order is not None or bool(fields & ({*_NEW_NAMES, *_ONLY_OLD}))

    def to_wire(self, *, advanced: bool) -> tuple[str | None, str | None]:
        """Return filter and order as the wire has them.

        Raises:
            UnsupportedError: The organization's search has no such field, or no order.
        """
        missing = _fields(self.filters) & (_ONLY_OLD if advanced else _ONLY_NEW)
        if missing:
            raise UnsupportedError(
                f"This organization's registries cannot be searched by {', '.join(sorted(missing))}.",
                hint="Leave it out of the filter, and look at the versions themselves.",
                operation="ListRegistryVersions",
            )
        if not advanced and self.order is not None:
            raise UnsupportedError(
                "Versions of this organization's registries cannot be ordered.",
                hint="Leave order= out, and sort the list.",
                operation="ListRegistryVersions",
            )
        names = _NEW_NAMES if advanced else {}
        wanted = document_filter(_renamed(self.filters, _VERSIONS, names, "versions"))
        if self.order is None:
            return wanted, None
        sign, column = _checked_order(self.order, tuple(_VERSION_ORDERS), "versions")
        return wanted, sign + _VERSION_ORDERS[column]


def registry_filter(filters: Mapping[str, object] | None) -> str | None:
    """Return a filter of registries as the wire has it; names get the prefix that projects have.

    A regular expression is passed on as it is: it sees the whole name of the project.

    Raises:
        FilterError: It names a field that registries are not searched by, or is no JSON.
    """
    found = _renamed(filters, _REGISTRIES, {}, "registries")
    return document_filter(None if found is None else _with_prefix(found))


def listed_filter(filters: Mapping[str, object] | None) -> str | None:
    """Return a filter of collections as the wire has it.

    Raises:
        FilterError: It names a field that collections are not searched by, or is no JSON.
    """
    return document_filter(_renamed(filters, _COLLECTIONS, _COLLECTION_WIRE, "collections"))


def listed_order(order: str | None, what: str) -> str | None:
    """Return an order of registries or collections as the wire has it.

    Raises:
        OrderError: They cannot be ordered so.
    """
    return None if order is None else "".join(_checked_order(order, _ORDERS, what))


def _checked_order(order: str, known: tuple[str, ...], what: str) -> tuple[str, str]:
    text = order.strip()
    column = text.removeprefix("-").removeprefix("+").strip()
    if column not in known:
        raise OrderError(
            f"{what.capitalize()} of a registry cannot be ordered by {order!r}."
            if what != "registries"
            else f"Registries cannot be ordered by {order!r}.",
            hint=f"Known are {', '.join(known)}, with + or - before them.",
        )
    return "-" if text.startswith("-") else "+", column


def _renamed(
    filters: Mapping[str, object] | None,
    known: tuple[str, ...],
    names: Mapping[str, str],
    what: str,
) -> dict[str, object] | None:
    if filters is None:
        return None
    if not isinstance(filters, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise FilterError(
            f"{filters!r} is no filter of {what}.", hint='Give a dict, such as {"name": "x"}.'
        )
    found: dict[str, object] = {}
    for key, value in filters.items():
        if key.startswith("$"):
            found[key] = _within(value, known, names, what)
            continue
        root, dot, rest = key.partition(".")
        if root not in known or (dot and root != "metadata"):
            raise FilterError(
                f"{what.capitalize()} of registries cannot be searched by {key!r}."
                if what != "registries"
                else f"Registries cannot be searched by {key!r}.",
                hint=f"Known are {', '.join(known)}.",
            )
        found[names.get(root, root) + dot + rest] = value
    return found


def _within(value: object, known: tuple[str, ...], names: Mapping[str, str], what: str) -> object:
    if isinstance(value, Mapping):
        return _renamed(value, known, names, what)
    if isinstance(value, list | tuple):
        return [_renamed(each, known, names, what) for each in value]
    return value


def _fields(filters: object) -> set[str]:
    """Return the fields that a checked filter names."""
    if isinstance(filters, list | tuple):
        return {name for each in filters for name in _fields(each)}
    if not isinstance(filters, Mapping):
        return set()
    found: set[str] = set()
    for key, value in filters.items():
        found |= _fields(value) if key.startswith("$") else {key.partition(".")[0]}
    return found


def _with_prefix(filters: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in filters.items():
        if key == "name":
            found[key] = _prefixed(value)
        elif isinstance(value, list | tuple):
            found[key] = [
                _with_prefix(each) if isinstance(each, Mapping) else each for each in value
            ]
        elif key.startswith("$") and isinstance(value, Mapping):
            found[key] = _with_prefix(value)
        else:
            found[key] = value
    return found


def _prefixed(operand: object) -> object:
    if isinstance(operand, str):
        return operand if operand.startswith(PREFIX) else PREFIX + operand
    if isinstance(operand, Mapping):
        return {
            key: value if key in _NOT_NAMES else _prefixed(value) for key, value in operand.items()
        }
    if isinstance(operand, list | tuple):
        return [_prefixed(each) for each in operand]
    return operand
