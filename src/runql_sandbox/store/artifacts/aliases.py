"""Aliases that move between versions, with a record of who moved them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, delete, select

from runql_sandbox.store.artifacts.tables import (
    ArtifactAlias,
    ArtifactAliasAction,
    ArtifactMembership,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["USER_ID", "drop_aliases", "move_alias"]

USER_ID: Final = "user_id"
"""Key of a session for the number of the user."""


def move_alias(session: Session, membership: ArtifactMembership, alias: str) -> bool:
    """Set an alias on a version, remove it from another version of the collection, and return whether
    anything changed.
    """
    collection_id = membership.collection_id
    taken = (ArtifactAlias.collection_id == collection_id, ArtifactAlias.alias == alias)
    held = session.scalars(select(ArtifactAlias).where(*taken)).first()
    if held is not None and held.membership_id == membership.id:
        return False
    source = None if held is None else held.membership.artifact_id
    session.execute(delete(ArtifactAlias).where(*taken))
    session.add(ArtifactAlias(collection_id=collection_id, membership=membership, alias=alias))
    _note(session, collection_id, alias, source, membership.artifact_id)
    session.flush()
    return True


def drop_aliases(session: Session, *conditions: ColumnElement[bool]) -> set[str]:
    """Remove aliases from their versions, and return the aliases."""
    held = list(session.scalars(select(ArtifactAlias).where(*conditions)))
    for each in held:
        _note(session, each.collection_id, each.alias, each.membership.artifact_id, None)
    session.execute(delete(ArtifactAlias).where(*conditions))
    return {each.alias for each in held}


def _note(
    session: Session, collection_id: int, alias: str, source: int | None, target: int | None
) -> None:
    session.add(
        ArtifactAliasAction(
            collection_id=collection_id,
            alias=alias,
            source_id=source,
            target_id=target,
            user_id=session.info.get(USER_ID),
        )
    )
