# Generated from src/runql/_async/artifacts/edits.py by `make generate`. Do not edit.

"""Edits of artifact versions: saving, links, deletion, and drafts of new versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic

from runql_graphql.ops.artifacts import base as reading
from runql_graphql.ops.artifacts import edits as ops

from runql._models._attributes.inputs import input_of
from runql._models.artifacts.base import membership_location, missing_artifact
from runql._models.artifacts.draft import ArtifactDraft
from runql._models.artifacts.draft_entries import DraftEntry
from runql._models.artifacts.edits import ArtifactDrafts, MetadataT, alias_inputs
from runql._models.artifacts.names import checked_aliases
from runql._models.registries.filters import PREFIX
from runql._paths.artifacts import parse_collection_path
from runql._sync._client.multi_request import in_steps
from runql._sync.artifacts.lookup import find_membership
from runql._sync.artifacts.registry_owner import with_registry_entity
from runql.errors import NotFoundError, ProtocolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from runql_graphql.fragments.artifacts.base import ArtifactFields

    from runql._models.artifacts.base import ArtifactLocation
    from runql._models.artifacts.manifest import Manifest
    from runql._paths.artifacts import CollectionPath
    from runql._sync._client.session import Session

__all__ = ["ArtifactEdits"]


class ArtifactEdits(ArtifactDrafts[MetadataT], Generic[MetadataT]):
    """Methods of an artifact version that change it on the server."""

    _session: Session

    if TYPE_CHECKING:

        @property
        def manifest(self) -> Manifest:
            """Files of the version."""
            ...

        def refresh(self) -> Self:
            """Fetch the attributes again."""
            ...

        def _found(self, snapshot: ArtifactFields, location: ArtifactLocation) -> Self: ...

    def save(self) -> Self:
        """Save the edited attributes; unchanged attributes are not sent.

        Edits of `metadata` are merged by key into the server's current metadata, so keys that other
        processes wrote in the meantime are preserved. Aliases belong to the collection that the
        version was found in. The attributes are updated from the response.

        Raises:
            UsageError: If an alias, a tag or the metadata is invalid; nothing was sent.
            NotFoundError: If the version has been deleted.
            PermissionDeniedError: If the viewer has no write access to the project.
            PartialUpdateError: If a request failed after aliases were saved; lists the saved and
                the failed parts. The unsaved edits are kept, and can be saved again.

        Requests: None if nothing changed. One for added aliases, one for removed aliases, one for
        all other attributes, one to read the metadata again if it was edited, and one to read
        the result if aliases changed.

        Examples:
            >>> model = api.artifact("sandbox/mnist/model:v0")
            >>> model.aliases.append("baseline")
            >>> saved = model.save()
            >>> again = api.artifact("sandbox/mnist/model:baseline")
            >>> again.version
            'v0'
        """
        changes = self._changes()
        collection_path = self.collection_path

        def add_aliases() -> None:
            """Save the added aliases."""
            added = alias_inputs(collection_path, changes.aliases_added)
            call = ops.add_artifact_aliases(artifact=self.id, aliases=added)
            self._session.send(call, idempotent=True)

        def remove_aliases() -> None:
            """Save the removed aliases."""
            removed = alias_inputs(collection_path, changes.aliases_removed)
            call = ops.delete_artifact_aliases(artifact=self.id, aliases=removed)
            self._session.send(call, idempotent=True)

        def update() -> None:
            """Save all other attributes."""
            current = self._current_metadata() if changes.metadata else None
            given = changes.to_input(self.id, current, self.qualified_name)
            response = self._session.send(ops.update_artifact(input=given), idempotent=True)
            if response.update_artifact is None:
                raise missing_artifact(self.path, "UpdateArtifact")
            self._accept(response.update_artifact.artifact, self._location)

        steps = (
            ("added aliases", add_aliases, bool(changes.aliases_added)),
            ("removed aliases", remove_aliases, bool(changes.aliases_removed)),
            ("attributes", update, changes.to_update),
        )
        in_steps(self.qualified_name, [(name, step) for name, step, wanted in steps if wanted])
        if changes.aliases_added or changes.aliases_removed:
            self.refresh()
        return self

    def link(self, target_path: str | CollectionPath, aliases: Iterable[str] | None = None) -> Self:
        """Link the version to a collection, and return the version as found there.

        The collection is created if it does not exist.

        Args:
            target_path: `entity/project/collection`, or a shorter form.
                `wandb-registry-NAME/collection` is a registry of the version's organization; put an
                organization's name or entity before it for a registry of another organization.
            aliases: Aliases in that collection, in addition to `latest`.

        Raises:
            PathError: If the path is not that of a collection; nothing was sent.
            UsageError: If an alias is invalid; nothing was sent.
            NotFoundError: If the registry does not exist.
            InvalidInputError: If the collection has another type, or contains logged versions.
            PermissionDeniedError: If the viewer has no write access to that project.

        Requests: One; two for a registry.

        Examples:
            >>> model = api.artifact("sandbox/vision/classifier:v1")
            >>> linked = model.link("wandb-registry-models/classifier", aliases=["staging"])
            >>> linked.name, sorted(linked.aliases)
            ('classifier:v0', ['latest', 'production', 'staging'])
        """
        from runql_graphql.inputs import LinkArtifactInput

        path = parse_collection_path(target_path, entity=self.entity, project=self.project)
        named = checked_aliases(() if aliases is None else aliases)
        path = with_registry_entity(self._session, path)
        call = ops.link_artifact(
            input=input_of(
                LinkArtifactInput,
                {
                    "artifact_id": self.id,
                    "artifact_portfolio_name": path.collection,
                    "entity_name": path.entity,
                    "project_name": path.project,
                    "aliases": [
                        {"artifact_collection_name": path.collection, "alias": each}
                        for each in named
                    ],
                },
            )
        )
        try:
            response = self._session.send(call, idempotent=True).link_artifact
        except NotFoundError as error:
            if error.hint is None and path.project.startswith(PREFIX):
                error.hint = "api.registries() lists the registries; create_registry() creates one."
            raise
        membership = response.artifact_membership if response is not None else None
        if membership is None and response is not None and response.version_index is not None:
            linked = path.version(f"v{response.version_index}")
            membership = find_membership(self._session, linked)
        location = membership_location(membership) if membership is not None else None
        if membership is None or membership.artifact is None or location is None:
            raise ProtocolError(
                f"The server linked {self.name} to {path}, but its response does not describe the link.",
                operation="LinkArtifact",
            )
        return self._found(membership.artifact, location)

    def unlink(self) -> None:
        """Remove the link through which the version was found from its collection.

        Raises:
            UsageError: If the version was not found through a link; nothing was sent.
            NotFoundError: If the version is no longer linked there.

        Requests: Two.
        """
        if not self.is_link:
            raise UsageError(
                f"{self.qualified_name} is not a link. Nothing was sent.",
                hint="Call unlink() on an item of linked_artifacts; delete() deletes the version itself.",
            )
        path = self.collection_path.version(self.version)
        membership = find_membership(self._session, path)
        portfolio = membership.artifact_collection
        if portfolio is None:
            raise missing_artifact(path, "GetArtifact")
        call = ops.unlink_artifact(artifact=self.id, portfolio=portfolio.id)
        self._session.send(call)

    def delete(self, *, delete_aliases: bool = False) -> None:
        """Delete the version and all links to it.

        A version found through a link cannot be deleted through the link; `unlink` removes the link.

        Args:
            delete_aliases: Whether to delete a version that has aliases, including the aliases.

        Raises:
            UsageError: If the version was found through a link; nothing was sent.
            InvalidInputError: If the version has aliases, and `delete_aliases` is False.
            NotFoundError: If the version has already been deleted.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One.
        """
        if self.is_link:
            raise UsageError(
                f"{self.qualified_name} is a link to {self.source_qualified_name}. Nothing was deleted.",
                hint="Call unlink() to remove the link, or source_artifact.delete() to delete the version.",
            )
        self._session.send(ops.delete_artifact(artifact=self.id, with_aliases=delete_aliases))

    def new_draft(self) -> ArtifactDraft:
        """Return a draft with this version's content, to log as the next version.

        Files that are on the server are neither downloaded nor uploaded again.

        Raises:
            NotFoundError: If the version has been deleted.

        Requests: Two, or none if the manifest is loaded.
        """
        manifest = self.manifest
        draft = ArtifactDraft(
            self.source_path.collection,
            self.type,
            description=self.description,
            metadata=self._metadata_document(),
        )
        draft._entries = {
            path: DraftEntry(
                path,
                None,
                entry.digest,
                entry.size,
                entry.ref,
                entry.birth_artifact_id,
                entry.extra,
            )
            for path, entry in manifest.entries.items()
        }
        return draft

    def _current_metadata(self) -> dict[str, Any]:
        response = self._session.send(reading.get_artifact_by_id(id=self.id))
        if response.artifact is None:
            raise missing_artifact(self.path, "GetArtifactById")
        return self._found(response.artifact, self._location)._metadata_document()
