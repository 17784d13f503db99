"""Filters and orders of versions and collections as SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Select, func, select

from runql_sandbox.inputs import parse_json
from runql_sandbox.mongo import Column, FieldMap, compile_filter, compile_order
from runql_sandbox.store.artifacts.tables import (
    Artifact,
    ArtifactAlias,
    ArtifactCollection,
    ArtifactMembership,
    ArtifactType,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COLLECTIONS", "select_artifacts", "select_collections", "select_memberships"]


def _aliases(condition: ColumnElement[bool]) -> Any:  # noqa: ANN401 - SQLAlchemy's scalar subquery
    listed = select(func.json_group_array(ArtifactAlias.alias)).where(condition)
    return listed.correlate(ArtifactMembership, ArtifactCollection).scalar_subquery()


def _both(columns: Mapping[str, Column], spellings: Mapping[str, str]) -> dict[str, Column]:
    return {**columns, **{other: columns[name] for other, name in spellings.items()}}


_VERSION_ALIASES: Final = _aliases(ArtifactAlias.membership_id == ArtifactMembership.id)
_COLLECTION_ALIASES: Final = _aliases(ArtifactAlias.collection_id == ArtifactCollection.id)
_TYPE: Final = (
    select(ArtifactType.name).where(ArtifactType.id == ArtifactCollection.type_id).scalar_subquery()
)

_VERSION_COLUMNS: Final = _both(
    {
        "id": Column(Artifact.id, "number"),
        "state": Column(Artifact.state, "text"),
        "digest": Column(Artifact.digest, "text"),
        "description": Column(Artifact.description, "text"),
        "size": Column(Artifact.size, "number"),
        "file_count": Column(Artifact.file_count, "number"),
        "created_at": Column(Artifact.created_at, "time"),
        "updated_at": Column(Artifact.updated_at, "time"),
        "linked_at": Column(ArtifactMembership.created_at, "time"),
        "version_index": Column(ArtifactMembership.version, "number"),
        "aliases": Column(_VERSION_ALIASES, "list"),
        "tags": Column(Artifact.tags, "list"),
    },
    {
        "alias": "aliases",
        "tag": "tags",
        "version": "version_index",
        "versionIndex": "version_index",
        "createdAt": "created_at",
        "updatedAt": "updated_at",
        "fileCount": "file_count",
        "artifact_id": "id",
        "artifact_created_at": "created_at",
        "artifact_size": "size",
        "acm_created_at": "linked_at",
    },
)
VERSIONS: Final = FieldMap(
    columns=_VERSION_COLUMNS,
    documents={"metadata": Artifact.meta_json},
    wrapped=frozenset(),
    tie_breaker=ArtifactMembership.id,
)
_COLLECTION_COLUMNS: Final = _both(
    {
        "id": Column(ArtifactCollection.id, "number"),
        "name": Column(ArtifactCollection.name, "text"),
        "description": Column(ArtifactCollection.description, "text"),
        "state": Column(ArtifactCollection.state, "text"),
        "type": Column(_TYPE, "text"),
        "created_at": Column(ArtifactCollection.created_at, "time"),
        "updated_at": Column(ArtifactCollection.updated_at, "time"),
        "aliases": Column(_COLLECTION_ALIASES, "list"),
        "tags": Column(ArtifactCollection.tags, "list"),
    },
    {
        "alias": "aliases",
        "tag": "tags",
        "createdAt": "created_at",
        "updatedAt": "updated_at",
        "artifact_collection_id": "id",
    },
)
COLLECTIONS: Final = FieldMap(
    columns=_COLLECTION_COLUMNS,
    documents={},
    wrapped=frozenset(),
    tie_breaker=ArtifactCollection.id,
)


def select_memberships(filters: str | None, order: str | None) -> Select[Any]:
    """Return the query for versions in collections, newest first by default.

    Raises:
        GraphQLError: If the filter or the order is invalid.
    """
    joined = (
        select(ArtifactMembership)
        .join(Artifact, Artifact.id == ArtifactMembership.artifact_id)
        .join(ArtifactCollection, ArtifactCollection.id == ArtifactMembership.collection_id)
    )
    return _matching(joined, filters, order or "-created_at", VERSIONS)


def select_artifacts(filters: str | None, order: str | None) -> Select[Any]:
    """Return the query for versions, newest first by default.

    Raises:
        GraphQLError: If the filter or the order is invalid.
    """
    joined = (
        select(Artifact)
        .outerjoin(
            ArtifactMembership,
            (ArtifactMembership.artifact_id == Artifact.id)
            & (ArtifactMembership.collection_id == Artifact.sequence_id),
        )
        .where(Artifact.state == "COMMITTED")
    )
    return _matching(joined, filters, order or "-created_at", VERSIONS)


def select_collections(
    filters: str | None, order: str | None, kinds: list[str] | None
) -> Select[Any]:
    """Return the query for collections, oldest first by default.

    Raises:
        GraphQLError: If the filter or the order is invalid.
    """
    wanted = select(ArtifactCollection).where(ArtifactCollection.state == "READY")
    if kinds:
        wanted = wanted.where(ArtifactCollection.kind.in_(kinds))
    return _matching(wanted, filters, order, COLLECTIONS)


def _matching(
    wanted: Select[Any], filters: str | None, order: str | None, fields: FieldMap
) -> Select[Any]:
    condition = compile_filter(parse_json(filters or "{}", "filters") or {}, fields)
    return wanted.where(condition).order_by(*compile_order(order, fields))
