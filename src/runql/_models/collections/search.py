"""Filters and orders of artifact collections and versions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from runql._paging.order import Order, column_order_to_wire
from runql.filters.catalogue import FieldSpec, Vocabulary
from runql.filters.mongo import fields_of
from runql.filters.wire import checked_filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue
    from runql.filters.wire import Filters

__all__ = [
    "collection_filter",
    "collection_order",
    "dumped",
    "version_filter",
    "version_order",
]

_SHARED: Final = {
    "id": FieldSpec("id", "value"),
    "description": FieldSpec("description", "text"),
    "alias": FieldSpec("alias", "tags"),
    "aliases": FieldSpec("aliases", "tags"),
    "tag": FieldSpec("tag", "tags"),
    "tags": FieldSpec("tags", "tags"),
    "createdAt": FieldSpec("createdAt", "time"),
    "created_at": FieldSpec("created_at", "time"),
    "updatedAt": FieldSpec("updatedAt", "time"),
    "updated_at": FieldSpec("updated_at", "time"),
}
_OF_THE_LISTING: Final = "The path and the type in the call select the collection."

VERSIONS: Final = Vocabulary(
    "version",
    "versions",
    {
        **_SHARED,
        "digest": FieldSpec("digest", "text"),
        "state": FieldSpec("state", "text", ("COMMITTED", "DELETED", "PENDING")),
        "size": FieldSpec("size", "number"),
        "file_count": FieldSpec("file_count", "number"),
        "fileCount": FieldSpec("fileCount", "number"),
        "linked_at": FieldSpec("linked_at", "time"),
        "version": FieldSpec("version", "number"),
        "version_index": FieldSpec("version_index", "number"),
        "versionIndex": FieldSpec("versionIndex", "number"),
    },
    documents={"metadata": "metadata"},
    hints={
        "metadata": "metadata.KEY",
        "name": _OF_THE_LISTING,
        "type": _OF_THE_LISTING,
        "config": "metadata.KEY",
        "summary": "metadata.KEY",
        "summary_metrics": "metadata.KEY",
    },
    keep_spelling=True,
)
"""Filter fields of the versions of a collection."""

COLLECTIONS: Final = Vocabulary(
    "collection",
    "collections",
    {
        **_SHARED,
        "name": FieldSpec("name", "text"),
        "type": FieldSpec("type", "text"),
        "state": FieldSpec("state", "text", ("DELETED", "READY")),
    },
    hints={"displayName": "name", "display_name": "name"},
    keep_spelling=True,
)
"""Filter fields of the collections of a project."""

_TIMES: Final = {
    "created_at": "createdAt",
    "createdAt": "createdAt",
    "updated_at": "updatedAt",
    "updatedAt": "updatedAt",
}
_VERSION_ORDERS: Final = {
    **_TIMES,
    "version": "versionIndex",
    "version_index": "versionIndex",
    "versionIndex": "versionIndex",
    "size": "size",
    "file_count": "file_count",
    "fileCount": "fileCount",
    "linked_at": "linked_at",
    "digest": "digest",
    "description": "description",
    "state": "state",
    "id": "id",
}
_COLLECTION_ORDERS: Final = {
    **_TIMES,
    "name": "name",
    "type": "type",
    "description": "description",
    "state": "state",
    "id": "id",
}


def version_filter(filters: Filters) -> str:
    """Return a filter of versions as a JSON string.

    A filter without `state` selects committed versions.

    Raises:
        FilterError: If it contains a field that versions do not have, or an invalid value of a
            field.
    """
    checked = checked_filter(filters, VERSIONS)
    if "state" in fields_of(checked):
        return dumped(checked)
    return dumped({"state": "COMMITTED", **checked})


def collection_filter(filters: Filters) -> str | None:
    """Return a filter of collections as a JSON string; None for all.

    Raises:
        FilterError: If it contains a field that collections do not have, or an invalid value of a
            field.
    """
    return None if filters is None else dumped(checked_filter(filters, COLLECTIONS))


def version_order(order: str | Order | None) -> str | None:
    """Return an order of versions as the API spells it; None for the default.

    Raises:
        OrderError: If the order is invalid for versions.
    """
    return None if order is None else column_order_to_wire(order, _VERSION_ORDERS, "Versions")


def collection_order(order: str | Order | None) -> str | None:
    """Return an order of collections as the API spells it; None for the default.

    Raises:
        OrderError: If the order is invalid for collections.
    """
    return None if order is None else column_order_to_wire(order, _COLLECTION_ORDERS, "Collections")


def dumped(checked: Mapping[str, JsonValue]) -> str:
    """Return a checked filter as a JSON string."""
    return json.dumps(checked, allow_nan=False)
