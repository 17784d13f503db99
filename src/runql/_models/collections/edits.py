"""The drafts of what can be edited of a collection, and what differs from the server's response."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runql._models._attributes.partial_success import partly_done
from runql._models.artifacts.edits import difference
from runql._models.artifacts.names import checked_name, checked_tags, checked_type
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
    """What differs between the drafts of a collection and the server's response.

    Attributes:
        fields: Name and description, as the mutation's input has them.
        type: Another type; None to stay.
        tags_added: Tags to give.
        tags_removed: Tags to take.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    type: str | None = None
    tags_added: Sequence[str] = ()
    tags_removed: Sequence[str] = ()


class CollectionDrafts(CollectionAttributes):
    """A collection as it was when the server answered, with drafts of what can be edited."""

    def __init__(self, snapshot: CollectionSnapshot, requested: ProjectPath) -> None:
        super().__init__(snapshot, requested)
        self._requested_path = requested
        self._edits: dict[str, str] = {}
        self._tags: list[str] | None = None
        self._saved_tags: list[str] | None = None

    @property
    def name(self) -> str:
        """Name in paths; `path` has the one that holds until it is saved."""
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
        # Null means "leave alone" to the server, so a description is cleared by an empty string.
        self._edits["description"] = value or ""

    @property
    def type(self) -> str:
        """Type of its versions, such as `dataset`."""
        return self._edits.get("type", self._snapshot.default_artifact_type.name)

    @type.setter  # noqa: A003
    def type(self, value: str) -> None:
        self._edits["type"] = checked_type(value, self._snapshot.name)

    @property
    def tags(self) -> list[str]:
        """Labels of the collection, the first 100: a plain list to edit in place."""
        if self._tags is None:
            self._tags = list(self._known_tags())
        return self._tags

    @tags.setter
    def tags(self, value: Iterable[str]) -> None:
        self._tags = [value] if isinstance(value, str) else list(value)

    def _known_tags(self) -> list[str]:
        return super().tags if self._saved_tags is None else self._saved_tags

    def _changes(self) -> CollectionChanges:
        """Return what to save.

        Raises:
            UsageError: If a tag cannot be one, or the type of a collection of links was edited.
        """
        now = {"name": self._snapshot.name, "description": self._snapshot.description or ""}
        fields = {
            name: self._edits[name] for name in now if self._edits.get(name, now[name]) != now[name]
        }
        kind = self.type if self.type != self._snapshot.default_artifact_type.name else None
        if kind is not None and not self.is_sequence:
            raise UsageError(
                f"{self.path} holds links, whose type cannot be changed.",
                hint="Change the type of the collection that they were logged to.",
            )
        added, removed = difference(self._known_tags(), self._tags)
        checked_tags(added)
        return CollectionChanges(fields, kind, added, removed)

    def _accept(self, snapshot: CollectionSnapshot) -> None:
        """Make a response the new snapshot; drafts that it does not fulfil stay."""
        fresh = CollectionAttributes(snapshot, self._requested_path)
        self._snapshot, self._path = fresh._snapshot, fresh._path
        held = {
            "name": snapshot.name,
            "description": snapshot.description or "",
            "type": snapshot.default_artifact_type.name,
        }
        self._edits = {key: value for key, value in self._edits.items() if value != held[key]}

    def _accept_tags(self, added: Iterable[str] = (), removed: Iterable[str] = ()) -> None:
        """Take tags as saved."""
        known = [*self._known_tags(), *added]
        self._saved_tags = [each for each in known if each not in set(removed)]


def page_of_links(response: ListArtifactLinks, path: CollectionPath, type: str) -> Page[str]:  # noqa: A002
    """Take out of a response the ids of the versions that are linked to other collections.

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
    """Return the error for versions of which some were not deleted."""
    known = {*deleted, *failures}
    remaining = [each for each in chosen if each not in known]
    name, first = next(iter(failures.items()))
    tried = f", and {len(remaining)} not tried" if remaining else ""
    return partly_done(
        f"Of {len(chosen)} versions of {owner}, {len(deleted)} were deleted, {len(failures)} could not be"
        f"{tried}; {name}: {first.message}",
        finished=deleted,
        failures=failures,
        remaining=remaining,
        hint="Those that were deleted are gone; the same call goes on with the others.",
    )


def assignments(path: CollectionPath, tags: Iterable[str]) -> dict[str, Any]:
    """Return what names tags of a collection."""
    return {
        "entity_name": path.entity or "",
        "project_name": path.project,
        "artifact_collection_name": path.collection,
        "tags": [{"tag_name": each} for each in tags],
    }


def changed_snapshot(payload: Any, path: CollectionPath, type: str) -> Any:  # noqa: A002, ANN401
    """Return the collection that a mutation answered with.

    Raises:
        NotFoundError: If it answered with none.
    """
    found = payload.artifact_collection if payload is not None else None
    from runql_graphql.open_union import UnknownType

    if found is None or isinstance(found, UnknownType):
        raise missing_collection(path, type, "UpdateArtifactCollection")
    return found
