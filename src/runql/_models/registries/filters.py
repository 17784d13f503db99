"""Filters and sort orders of registries, collections and versions: validation and API format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql._models.collections.search import dumped
from runql._models.registries.names import PREFIX, prefixed_condition
from runql._paging.order import Order, column_order_to_wire
from runql.errors import UnsupportedError
from runql.filters.catalogue import FieldSpec, Vocabulary
from runql.filters.mongo import fields_of
from runql.filters.wire import checked_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from runql._wire.json_types import JsonValue
    from runql.filters.wire import Filters

__all__ = [
    "PREFIX",
    "CollectionSearch",
    "VersionSearch",
    "listed_filter",
    "listed_order",
    "registry_filter",
]

_CREATED: Final = FieldSpec("created_at", "time")
_UPDATED: Final = FieldSpec("updated_at", "time")
_TAG: Final = FieldSpec("tag", "tags")
_SHARED: Final = {
    "id": FieldSpec("id", "value"),
    "created_at": _CREATED,
    "createdAt": _CREATED,
    "updated_at": _UPDATED,
    "updatedAt": _UPDATED,
}
_NAMED: Final = {
    "name": FieldSpec("name", "text"),
    "description": FieldSpec("description", "text"),
}
_REGISTRIES: Final = Vocabulary(
    "registry",
    "registries",
    {**_SHARED, **_NAMED, "entity_id": FieldSpec("entity_id", "value")},
    hints={"displayName": "name", "project_id": "id"},
)
_COLLECTIONS: Final = Vocabulary(
    "collection of a registry",
    "collections of registries",
    {
        **_SHARED,
        **_NAMED,
        "tag": _TAG,
        "tags": _TAG,
        "collection_id": FieldSpec("id", "value"),
        "artifact_collection_id": FieldSpec("id", "value"),
    },
    hints={"displayName": "name"},
)
_VERSIONS: Final = Vocabulary(
    "version in a registry",
    "versions in registries",
    {
        **_SHARED,
        "version": FieldSpec("version", "value"),
        "version_index": FieldSpec("version", "value"),
        "tag": _TAG,
        "tags": _TAG,
        "alias": FieldSpec("alias", "tags"),
        "aliases": FieldSpec("alias", "tags"),
        "artifact_size": FieldSpec("artifact_size", "number"),
        "linked_at": FieldSpec("linked_at", "time"),
    },
    documents={"metadata": "metadata"},
    hints={"size": "artifact_size", "metadata": "metadata.KEY", "config": "metadata.KEY"},
)
_ORDERS: Final = {
    "name": "name",
    "created_at": "created_at",
    "createdAt": "created_at",
    "updated_at": "updated_at",
    "updatedAt": "updated_at",
}
_VERSION_ORDERS: Final = {
    "created_at": "artifact_created_at",
    "createdAt": "artifact_created_at",
    "artifact_size": "artifact_size",
    "linked_at": "acm_created_at",
}
# Field names for organizations with the newer search. The older search uses the plain names.
_NEW_NAMES: Final = {
    "created_at": "artifact_created_at",
    "linked_at": "acm_created_at",
    "id": "artifact_id",
}
_ONLY_OLD: Final = frozenset({"updated_at"})
_ONLY_NEW: Final = frozenset({"artifact_size", "linked_at"})
_COLLECTION_WIRE: Final = {"id": "artifact_collection_id"}


@dataclass(frozen=True, slots=True)
class CollectionSearch:
    """A checked search for collections of registries, in the API's format.

    Attributes:
        filters: The filter, as a JSON string; None for all collections.
        order: The sort order; None for the server's default.
    """

    filters: str | None = None
    order: str | None = None

    @classmethod
    def checked(cls, filters: Filters, order: str | Order | None) -> CollectionSearch:
        """Check a filter and a sort order.

        Raises:
            FilterError: If the filter has a field that the server does not filter collections by.
            OrderError: If the server cannot sort collections by this order.
        """
        return cls(listed_filter(filters), listed_order(order, "collections"))


@dataclass(frozen=True, slots=True)
class VersionSearch:
    """A checked search for versions of registries, before the organization's search is known.

    Attributes:
        filters: A checked filter; None for all versions.
        order: A checked sort order; None for the server's default.
    """

    filters: Mapping[str, JsonValue] | None = None
    order: str | None = None

    @classmethod
    def checked(cls, filters: Filters, order: str | Order | None) -> VersionSearch:
        """Check a filter and a sort order.

        Raises:
            FilterError: If the filter has a field that the server does not filter versions by.
            OrderError: If the server cannot sort versions by this order.
        """
        found = None if filters is None else checked_filter(filters, _VERSIONS)
        if order is None:
            return cls(found)
        return cls(found, column_order_to_wire(order, _VERSION_ORDERS, "Versions in registries"))

    @property
    def depends(self) -> bool:
        """Whether the API's field names depend on the organization's search."""
        fields = fields_of(self.filters)
        return self.order is not None or bool(fields & {*_NEW_NAMES, *_ONLY_OLD, *_ONLY_NEW})

    def to_wire(self, *, advanced: bool) -> tuple[str | None, str | None]:
        """Return filter and sort order in the API's format.

        Raises:
            UnsupportedError: If the organization's search lacks a field, or does not sort.
        """
        missing = fields_of(self.filters) & (_ONLY_OLD if advanced else _ONLY_NEW)
        if missing:
            raise UnsupportedError(
                "This organization's registries do not support filters by "
                f"{', '.join(sorted(missing))}.",
                hint="Remove it from the filter, and compare the attribute of the returned versions.",
                operation="ListRegistryVersions",
            )
        if not advanced and self.order is not None:
            raise UnsupportedError(
                "This organization's registries do not support sorting of versions.",
                hint="Omit order=, and sort the returned list.",
                operation="ListRegistryVersions",
            )
        names = _NEW_NAMES if advanced else {}
        if self.filters is None:
            return None, self.order
        return dumped(
            _rewritten(self.filters, lambda key, value: (_renamed(key, names), value))
        ), self.order


def registry_filter(filters: Filters) -> str | None:
    """Return a filter of registries in the API's format.

    Names and patterns of names get the prefix `wandb-registry-` of projects.

    Raises:
        FilterError: If the filter has a field that the server does not filter registries by, or an
            invalid value.
    """
    if filters is None:
        return None

    def prefixed(key: str, value: JsonValue) -> tuple[str, JsonValue]:
        return key, prefixed_condition(value) if key == "name" else value

    return dumped(_rewritten(checked_filter(filters, _REGISTRIES), prefixed))


def listed_filter(filters: Filters) -> str | None:
    """Return a filter of collections in the API's format.

    Raises:
        FilterError: If the filter has a field that the server does not filter collections by, or an
            invalid value.
    """
    if filters is None:
        return None
    checked = checked_filter(filters, _COLLECTIONS)
    return dumped(_rewritten(checked, lambda key, value: (_renamed(key, _COLLECTION_WIRE), value)))


def listed_order(order: str | Order | None, what: str) -> str | None:
    """Return a sort order of registries or collections in the API's format.

    Raises:
        OrderError: If the server cannot sort by this order.
    """
    return None if order is None else column_order_to_wire(order, _ORDERS, what.capitalize())


def _renamed(key: str, names: Mapping[str, str]) -> str:
    root, dot, rest = key.partition(".")
    return f"{names.get(root, root)}{dot}{rest}"


def _rewritten(
    checked: Mapping[str, JsonValue],
    rewrite: Callable[[str, JsonValue], tuple[str, JsonValue]],
) -> dict[str, JsonValue]:
    """Return a checked filter with each field and its condition rewritten."""
    found: dict[str, JsonValue] = {}
    for key, value in checked.items():
        if not key.startswith("$"):
            name, condition = rewrite(key, value)
            found[name] = condition
        elif isinstance(value, list):
            found[key] = [_rewritten(each, rewrite) for each in value if isinstance(each, dict)]
        else:
            found[key] = _rewritten(value, rewrite) if isinstance(value, dict) else value
    return found
