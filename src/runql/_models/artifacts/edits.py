"""Editable attributes of versions, and their differences from the server's response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar

from runql._models._attributes.inputs import input_of
from runql._models._attributes.json_changes import DocumentChange
from runql._models._attributes.text_lists import check_kind, text_or_empty
from runql._models._attributes.typed_json import DictShape, draft_change
from runql._models.artifacts.base import ArtifactAttributes
from runql._models.artifacts.names import (
    checked_aliases,
    checked_metadata,
    checked_tags,
    checked_ttl,
    dump_metadata,
    edited_tags,
)
from runql._paths.artifacts import is_version
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from runql_graphql.fragments.artifacts.base import ArtifactFields
    from runql_graphql.inputs import ArtifactCollectionAliasInput, UpdateArtifactInput

    from runql._models.artifacts.base import ArtifactContext, ArtifactLocation
    from runql._paths.artifacts import CollectionPath

__all__ = ["ArtifactChanges", "ArtifactDrafts", "alias_inputs", "difference"]

MetadataT = TypeVar("MetadataT")

_INHERIT: Final = -1
_FOREVER: Final = -2


@dataclass(frozen=True, slots=True)
class ArtifactChanges:
    """Differences between the edits of a version and the server's response.

    Attributes:
        fields: Description and time to live, by field of the mutation's input.
        metadata: Keys of the metadata that were set or removed.
        tags_added: Tags to add.
        tags_removed: Tags to remove.
        aliases_added: Aliases to add in the version's `collection_path`.
        aliases_removed: Aliases to remove in the version's `collection_path`.
    """

    fields: Mapping[str, str | int] = field(default_factory=dict)
    metadata: DocumentChange = field(default_factory=DocumentChange)
    tags_added: Sequence[str] = ()
    tags_removed: Sequence[str] = ()
    aliases_added: Sequence[str] = ()
    aliases_removed: Sequence[str] = ()

    @property
    def to_update(self) -> bool:
        """Whether the version itself changed, not only its aliases."""
        return bool(self.fields or self.metadata or self.tags_added or self.tags_removed)

    def to_input(
        self, artifact_id: str, current: Mapping[str, Any] | None, owner: str
    ) -> UpdateArtifactInput:
        """Build the mutation's input, with metadata merged into `current`."""
        from runql_graphql.inputs import UpdateArtifactInput

        given: dict[str, Any] = {"artifact_id": artifact_id, **self.fields}
        if self.metadata and current is not None:
            given["metadata"] = dump_metadata(self.metadata.apply(current), owner)
        if self.tags_added:
            given["tags_to_add"] = [{"tag_name": each} for each in self.tags_added]
        if self.tags_removed:
            given["tags_to_delete"] = [{"tag_name": each} for each in self.tags_removed]
        return input_of(UpdateArtifactInput, given)


class ArtifactDrafts(ArtifactAttributes[MetadataT], Generic[MetadataT]):
    """An artifact version with local edits of its editable attributes."""

    def __init__(
        self, snapshot: ArtifactFields, location: ArtifactLocation, context: ArtifactContext
    ) -> None:
        super().__init__(snapshot, location, context)
        self._edits: dict[str, str | int] = {}
        self._tags: list[str] | None = None
        self._aliases: list[str] | None = None

    @property
    def description(self) -> str | None:
        """Description in Markdown."""
        edited = self._edits.get("description")
        return self._snapshot.description if edited is None else str(edited)

    @description.setter
    def description(self, value: str | None) -> None:
        # The server ignores null, so an empty string clears the description.
        self._edits["description"] = text_or_empty(value, "description")

    @property
    def metadata(self) -> MetadataT:
        """Metadata of the version: a plain dict to edit in place, or the requested type.

        Raises:
            DataValidationError: If the metadata does not match the requested type.
        """
        return super().metadata

    @metadata.setter
    def metadata(self, value: MetadataT) -> None:
        if isinstance(self._context.metadata_shape, DictShape):
            check_kind(value, Mapping, "metadata")
        elif value is None:
            raise UsageError(
                "metadata must not be None.", hint="Assign an object of the requested type."
            )
        self._metadata = value

    @property
    def aliases(self) -> list[str]:
        """Aliases in `collection_path`, without version numbers: a list to edit in place."""
        if self._aliases is None:
            self._aliases = super().aliases
        return self._aliases

    @aliases.setter
    def aliases(self, value: Iterable[str]) -> None:
        self._aliases = checked_aliases(value)

    @property
    def tags(self) -> list[str]:
        """Tags of the version: a list to edit in place."""
        if self._tags is None:
            self._tags = super().tags
        return self._tags

    @tags.setter
    def tags(self, value: Iterable[str]) -> None:
        self._tags = edited_tags(value, super().tags)

    @property
    def ttl(self) -> timedelta | None:
        """Time after creation at which the server deletes the version; None for never.

        Set it to a timedelta, to None for never, or to `"inherit"` for the team's default.
        """
        edited = self._edits.get("ttl_duration_seconds")
        if edited is None or edited == _INHERIT:
            return super().ttl
        return timedelta(seconds=int(edited)) if int(edited) > 0 else None

    @ttl.setter
    def ttl(self, value: timedelta | Literal["inherit"] | None) -> None:
        seconds = _INHERIT
        if value is None:
            seconds = _FOREVER
        elif isinstance(value, timedelta):
            checked_ttl(value)
            seconds = int(value.total_seconds())
        elif value != "inherit":  # pyright: ignore[reportUnnecessaryComparison]
            raise UsageError(
                f"Invalid time to live: {value!r}.", hint='Pass a timedelta, None, or "inherit".'
            )
        if seconds != _FOREVER or self._snapshot.ttl_is_inherited or super().ttl is not None:
            self._edits["ttl_duration_seconds"] = seconds

    @property
    def _is_named(self) -> bool:
        """Whether it has aliases in any collection, which block its deletion."""
        return any(not is_version(each.alias) for each in self._snapshot.aliases)

    def _changes(self) -> ArtifactChanges:
        """Return the changes to save.

        Raises:
            UsageError: If an alias, a tag or the metadata is invalid. Also if the time to live of
                a link was set.
        """
        now: dict[str, str | int | None] = {
            "description": self._snapshot.description or "",
            "ttl_duration_seconds": self._snapshot.ttl_duration_seconds,
        }
        fields = {name: value for name, value in self._edits.items() if value != now[name]}
        if "ttl_duration_seconds" in fields and self.is_link:
            raise UsageError(
                f"Cannot set the time to live of {self.qualified_name}: it is a link, which has the value of its source.",
                hint="Set artifact.source_artifact.ttl instead.",
            )
        tags, aliases = (
            difference(super().tags, self._tags),
            difference(super().aliases, self._aliases),
        )
        checked_aliases(aliases[0])
        checked_tags(tags[0])
        return ArtifactChanges(fields, self._metadata_change(), *tags, *aliases)

    def _metadata_change(self) -> DocumentChange:
        if self._metadata is None:
            return DocumentChange()
        shape = self._context.metadata_shape
        document, owner = self._metadata_document(), self.qualified_name
        changed = draft_change(shape, document, self._metadata, "metadata", owner)
        return DocumentChange(checked_metadata(changed.assigned, owner), changed.removed)

    def _accept(self, snapshot: ArtifactFields, location: ArtifactLocation) -> None:
        """Store a response as the new snapshot, and discard local edits."""
        self._snapshot, self._location = snapshot, location
        self._metadata, self._tags, self._aliases = None, None, None
        self._edits.clear()


def difference(
    before: Iterable[str], after: Iterable[str] | None
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the items to add and to remove; both are empty without a draft."""
    if after is None:
        return (), ()
    old, new = list(before), list(after)
    return (
        [each for each in dict.fromkeys(new) if each not in old],
        [each for each in old if each not in new],
    )


def alias_inputs(
    collection_path: CollectionPath, aliases: Iterable[str]
) -> list[ArtifactCollectionAliasInput]:
    """Build the mutation input for aliases of a collection."""
    from runql_graphql.inputs import ArtifactCollectionAliasInput

    return [
        input_of(
            ArtifactCollectionAliasInput,
            {
                "entity_name": collection_path.entity or "",
                "project_name": collection_path.project,
                "artifact_collection_name": collection_path.collection,
                "alias": alias,
            },
        )
        for alias in aliases
    ]
