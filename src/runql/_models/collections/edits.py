"""Editable attributes of collections, and their differences from the server's response."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runql._display.counts import counted
from runql._models._attributes.partial_success import partly_done
from runql._models._attributes.text_lists import text_or_empty
from runql._models.artifacts.edits import difference
from runql._models.artifacts.names import checked_name, checked_tags, checked_type, edited_tags
from runql._models.collections.base import CollectionAttributes, missing_collection
from runql._paging.connections import page_of
from runql._paging.pages import Page
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql_graphql.fragments.artifacts.base import ArtifactLinks
    from runql_graphql.list_artifact_links import ListArtifactLinks

    from runql._models.collections.base import CollectionSnapshot
    from runql._paths.artifacts import CollectionPath
    from runql._paths.projects import ProjectPath
    from runql.errors import PartialUpdateError, RunQLError

__all__ = [
    "CollectionChanges",
    "CollectionDrafts",
    "assignments",
    "changed_snapshot",
    "not_all_deleted",
    "page_of_links",
]


@dataclass(frozen=True, slots=True)
class CollectionChanges:
    """Differences between the edits of a collection and the server's response.

    Attributes:
        fields: Name and description, by field of the mutation's input.
        type: New type; None if unchanged.
        tags_added: Tags to add.
        tags_removed: Tags to remove.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    type: str | None = None
    tags_added: Sequence[str] = ()
    tags_removed: Sequence[str] = ()


class CollectionDrafts(CollectionAttributes):
    """An artifact collection with local edits of its editable attributes."""

    def __init__(self, snapshot: CollectionSnapshot, requested: ProjectPath) -> None:
        super().__init__(snapshot, requested)
        self._requested_path = requested
        self._edits: dict[str, str] = {}
        self._tags: list[str] | None = None
        self._saved_tags: list[str] | None = None

    @property
    def name(self) -> str:
        """Name, including an unsaved edit; `path` has the saved name."""
        return self._edits.get("name", self._snapshot.name)

    @name.setter
    def name(self, value: str) -> None:
        self._edits["name"] = checked_name(value)

    @property
    def description(self) -> str | None:
        """Description in Markdown."""
        return self._edits.get("description", self._snapshot.description)

    @description.setter
    def description(self, value: str | None) -> None:
        # The server ignores null, so an empty string clears the description.
        self._edits["description"] = text_or_empty(value, "description")

    @property
    def type(self) -> str:
        """Type of its versions, such as `dataset`."""
        return self._edits.get("type", self._snapshot.default_artifact_type.name)

    @type.setter  # noqa: A003
    def type(self, value: str) -> None:
        self._edits["type"] = checked_type(value, self._snapshot.name)

    @property
    def tags(self) -> list[str]:
        """Tags of the collection, at most the first 100: a list to edit in place."""
        if self._tags is None:
            self._tags = list(self._known_tags())
        return self._tags

    @tags.setter
    def tags(self, value: Iterable[str]) -> None:
        self._tags = edited_tags(value, self._known_tags())

    def _known_tags(self) -> list[str]:
        return super().tags if self._saved_tags is None else self._saved_tags

    def _changes(self) -> CollectionChanges:
        """Return the changes to save.

        Raises:
            UsageError: If a tag is invalid, or the type of a collection of links was edited.
        """
        now = {"name": self._snapshot.name, "description": self._snapshot.description or ""}
        fields = {
            name: self._edits[name] for name in now if self._edits.get(name, now[name]) != now[name]
        }
        kind = self.type if self.type != self._snapshot.default_artifact_type.name else None
        if kind is not None and not self.is_sequence():
            raise UsageError(
                f"Cannot change the type of {self.path}: it contains links, which have the type of their source.",
                hint="Change the type of the collection that the versions were logged to.",
            )
        added, removed = difference(self._known_tags(), self._tags)
        checked_tags(added)
        return CollectionChanges(fields, kind, added, removed)

    def _accept(self, snapshot: CollectionSnapshot) -> None:
        """Store a response as the new snapshot; edits that it does not contain are kept."""
        fresh = CollectionAttributes(snapshot, self._requested_path)
        self._snapshot, self._path = fresh._snapshot, fresh._path
        held = {
            "name": snapshot.name,
            "description": snapshot.description or "",
            "type": snapshot.default_artifact_type.name,
        }
        self._edits = {key: value for key, value in self._edits.items() if value != held[key]}

    def _accept_tags(self, added: Iterable[str] = (), removed: Iterable[str] = ()) -> None:
        """Record tags as saved."""
        known = [*self._known_tags(), *added]
        self._saved_tags = [each for each in known if each not in set(removed)]


def page_of_links(response: ListArtifactLinks, path: CollectionPath, type: str) -> Page[str]:  # noqa: A002
    """Return the page of IDs of versions that are linked to other collections.

    Raises:
        NotFoundError: If the collection does not exist.
    """
    project = response.project
    kind = project.artifact_type if project is not None else None
    collection = kind.artifact_collection if kind is not None else None
    if collection is None:
        raise missing_collection(path, type, "ListArtifactLinks")
    found = collection.artifacts
    if found is None:
        return Page((), None, 0)

    def linked(node: ArtifactLinks) -> str | None:
        memberships = (each.node for each in node.artifact_memberships.edges)
        collections = [each.artifact_collection for each in memberships if each is not None]
        elsewhere = any(
            each_collection is not None and each_collection.id != collection.id
            for each_collection in collections
        )
        return node.id if elsewhere else None

    return page_of(found, linked)


def not_all_deleted(
    owner: str, chosen: Sequence[str], deleted: Sequence[str], failures: Mapping[str, RunQLError]
) -> PartialUpdateError:
    """Return the error for a bulk deletion in which some versions were not deleted."""
    known = {*deleted, *failures}
    remaining = [each for each in chosen if each not in known]
    name, first = next(iter(failures.items()))
    tried = f", and {len(remaining)} were not attempted" if remaining else ""
    return partly_done(
        f"Of {counted(len(chosen), 'version')} of {owner}, {len(deleted)} were deleted, {len(failures)} failed"
        f"{tried}. {name}: {first.message}",
        finished=deleted,
        failures=failures,
        remaining=remaining,
        hint="Call the method again to continue with the versions that were not deleted.",
    )


def assignments(path: CollectionPath, tags: Iterable[str]) -> dict[str, Any]:
    """Return the mutation input for tags of a collection."""
    return {
        "entity_name": path.entity or "",
        "project_name": path.project,
        "artifact_collection_name": path.collection,
        "tags": [{"tag_name": each} for each in tags],
    }


def changed_snapshot(payload: Any, path: CollectionPath, type: str) -> Any:  # noqa: A002, ANN401
    """Return the collection in the response of a mutation.

    Raises:
        NotFoundError: If the response contains no collection.
    """
    found = payload.artifact_collection if payload is not None else None
    from runql_graphql.open_union import UnknownType

    if found is None or isinstance(found, UnknownType):
        raise missing_collection(path, type, "UpdateArtifactCollection")
    return found
