"""History of the aliases of a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models.accounts.users import User
from runql._models.collections.base import missing_collection
from runql._paging.connections import page_of
from runql._wandb_names.attributes import WandbNames

if TYPE_CHECKING:
    from datetime import datetime

    from runql_graphql.fragments.collections.base import (
        ArtifactAliasActionFields,
        ArtifactOfAlias,
    )
    from runql_graphql.list_alias_actions import ListAliasActions

    from runql._paging.pages import Page
    from runql._paths.artifacts import CollectionPath

__all__ = ["AliasAction", "alias_actions_page"]


class AliasAction(WandbNames):
    """An alias that was added to a version, removed from one, or moved.

    Attributes:
        action_type: Kind of change, as the server names it. W&B does not publish the values.
        alias: The alias.
        created_at: Time of the change (aware, UTC).
        user: User who made the change; None if the server does not return it.
        source: Version that lost the alias, as `entity/project/collection:v3` of the collection that
            it was logged to; None if no version lost it.
        target: Version that got the alias, in the same form; None if no version got it.
    """

    def __init__(self, snapshot: ArtifactAliasActionFields) -> None:
        self.action_type: str = snapshot.action_type
        self.alias: str = snapshot.alias
        self.created_at: datetime = snapshot.created_at
        self.user: User | None = None if snapshot.user is None else User(snapshot.user)
        self.source: str | None = _version(snapshot.source_artifact)
        self.target: str | None = _version(snapshot.target_artifact)

    def __repr__(self) -> str:
        moved = f"{self.source or '-'} -> {self.target or '-'}"
        return f"<{type(self).__name__} {self.alias}: {moved}>"


def alias_actions_page(
    response: ListAliasActions, path: CollectionPath, kind: str
) -> Page[AliasAction]:
    """Return the page of alias changes in a response.

    Raises:
        NotFoundError: If the collection was deleted.
    """
    if response.artifact_collection is None:
        raise missing_collection(path, kind, "ListAliasActions")
    return page_of(response.artifact_collection.alias_action_history, AliasAction)


def _version(found: ArtifactOfAlias | None) -> str | None:
    if found is None:
        return None
    sequence = found.artifact_sequence
    name = f"{sequence.name}:v{found.version_index}"
    project = sequence.project
    # The server hides the projects of versions that a collection only links to.
    return name if project is None else f"{project.entity_name}/{project.name}/{name}"
