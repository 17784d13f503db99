# Generated from src/runql/_async/collections/edits.py by `make generate`. Do not edit.

"""Edits of artifact collections: name, description, type, tags, and deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.artifacts import base as reading
from runql_graphql.ops.artifacts import edits as version_ops
from runql_graphql.ops.collections import edits as ops

from runql._models._attributes.partial_success import concerns_all
from runql._models.collections.edits import (
    CollectionDrafts,
    assignments,
    changed_snapshot,
    not_all_deleted,
    page_of_links,
)
from runql._models.collections.search import version_filter
from runql._paging.pages import LARGEST_PAGE, Listing, Page, PageWindow
from runql._sync._client.concurrency import in_order
from runql._sync._client.lister import Lister
from runql._sync._client.multi_request import in_steps
from runql.errors import RunQLError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.list_artifact_links import ListArtifactLinks

    from runql._paging.order import Order
    from runql._sync._client.session import Session
    from runql._sync.artifacts.listing import Artifacts
    from runql._sync.artifacts.resource import Artifact
    from runql.filters import Filter

__all__ = ["CollectionEdits"]

_AT_ONCE = 8


class CollectionEdits(CollectionDrafts):
    """Methods of an artifact collection that change it on the server."""

    _session: Session

    if TYPE_CHECKING:

        def artifacts(
            self,
            order: str | Order | None = None,
            *,
            filters: Filter | Mapping[str, object] | str | None = None,
            tags: str | Iterable[str] | None = None,
        ) -> Artifacts[Any]:
            """List the versions."""
            ...

    def save(self) -> None:
        """Save the edited attributes; unchanged attributes are not sent.

        The name and description are saved first, then the type, then the tags, in separate requests.
        If a request fails, the earlier edits are saved, and the remaining edits are kept locally.

        Raises:
            PartialUpdateError: If a request failed after an earlier one succeeded; lists the saved
                and the failed parts.
            UsageError: If a name, a tag or a type is invalid, or the type of a collection of links
                was edited; nothing was sent.
            NotFoundError: If the collection has been deleted.
            InvalidInputError: If another collection has that name.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: None if nothing changed; one for name and description, one for the type, one for
        added tags, and one for removed tags.
        """
        changes = self._changes()

        def describe() -> None:
            """Save name and description."""
            self._accept(self._update(changes.fields))

        def move() -> None:
            """Save the type."""
            moved = ops.move_artifact_sequence(sequence=self.id, type_=changes.type or "")
            response = self._session.send(moved, idempotent=True)
            self._accept(changed_snapshot(response.move_artifact_sequence, self.path, self.type))

        def add_tags() -> None:
            """Save the added tags."""
            from runql_graphql.inputs import CreateArtifactCollectionTagAssignmentsInput as Added

            given = Added.model_validate(assignments(self.path, changes.tags_added))
            self._session.send(ops.add_collection_tags(input=given), idempotent=True)
            self._accept_tags(added=changes.tags_added)

        def remove_tags() -> None:
            """Save the removed tags."""
            from runql_graphql.inputs import DeleteArtifactCollectionTagAssignmentsInput as Removed

            gone = Removed.model_validate(assignments(self.path, changes.tags_removed))
            self._session.send(ops.delete_collection_tags(input=gone), idempotent=True)
            self._accept_tags(removed=changes.tags_removed)

        steps = (
            (" and ".join(changes.fields), describe, bool(changes.fields)),
            ("type", move, changes.type is not None),
            ("added tags", add_tags, bool(changes.tags_added)),
            ("removed tags", remove_tags, bool(changes.tags_removed)),
        )
        in_steps(str(self.path), [(name, step) for name, step, wanted in steps if wanted])

    def delete(self) -> None:
        """Delete the collection with its versions, or with its links.

        Raises:
            NotFoundError: If the collection has already been deleted.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One.
        """
        if self.is_sequence():
            self._session.send(ops.delete_artifact_sequence(sequence=self.id))
        else:
            self._session.send(ops.delete_artifact_portfolio(portfolio=self.id))

    def delete_artifacts(
        self,
        *,
        filters: Filter | Mapping[str, object] | str | None = None,
        tags: str | Iterable[str] | None = None,
        delete_aliases: bool = False,
        delete_links: bool = False,
        dry_run: bool = True,
    ) -> list[Artifact]:
        """Delete the matching versions of the collection, and return them.

        Args:
            filters: As in `collection.artifacts`, such as
                `{"createdAt": {"$lt": "2026-01-01"}}`; None for all versions.
            tags: Tags that a version must all have.
            delete_aliases: Whether to include versions that have aliases.
            delete_links: Whether to include versions that are linked to other collections, such as
                collections of registries.
            dry_run: Whether to only return the versions that would be deleted; the default, to
                prevent accidental deletion.

        Raises:
            UsageError: If the collection contains links and not versions; nothing was sent.
            FilterError: If the filter has an unknown field or an invalid value.
            PartialUpdateError: If some versions could not be deleted. `finished` lists the deleted
                versions, `failures` the failed ones with their errors, and `remaining` those that
                were not attempted because they would have failed too.

        Requests: One per 50 matching versions, and one per 1,000 to read their links; without
        `dry_run`, one more for each version, sent concurrently.
        """
        if not self.is_sequence():
            raise UsageError(
                f"{self.path} contains links, not versions. Nothing was deleted.",
                hint="Call unlink() on a version of this collection to remove its link.",
            )
        found = self.artifacts(filters=filters, tags=tags).all()
        chosen = [each for each in found if delete_aliases or not each._is_named]
        if chosen and not delete_links:
            linked = self._linked(filters)
            chosen = [each for each in chosen if each.id not in linked]

        if not dry_run:
            self._delete_all(chosen, delete_aliases)
        return chosen

    def _linked(self, filters: Filter | Mapping[str, object] | str | None) -> set[str]:
        """Return the IDs of the matching versions that are linked to other collections."""
        path, kind = self.path, self._snapshot.default_artifact_type.name
        call = reading.list_artifact_links(
            entity=path.entity,
            project=path.project,
            type_=kind,
            collection=path.collection,
            filters=version_filter(filters),
        )

        def read(response: ListArtifactLinks) -> Page[str]:
            """Return a page of IDs from a response."""
            return page_of_links(response, path, kind)

        listing = Listing(call, read, str, PageWindow(per_page=LARGEST_PAGE))
        return set(Lister[str](self._session, listing).all())

    def _delete_all(self, chosen: list[Artifact], with_aliases: bool) -> None:
        failures: dict[str, RunQLError] = {}
        deleted: list[str] = []

        def remove(artifact: Artifact) -> None:
            """Delete one version, unless an earlier error would occur again."""
            done = bool(deleted)
            if any(concerns_all(error, others_done=done) for error in failures.values()):
                return
            call = version_ops.delete_artifact(artifact=artifact.id, with_aliases=with_aliases)
            try:
                self._session.send(call)
            except RunQLError as error:
                failures[artifact.name] = error
            else:
                deleted.append(artifact.name)

        for _ in in_order(remove, chosen, _AT_ONCE):
            pass
        if failures:
            raise not_all_deleted(str(self.path), [each.name for each in chosen], deleted, failures)

    def _update(self, fields: Mapping[str, str]) -> Any:  # noqa: ANN401 - one of two kinds
        if self.is_sequence():
            from runql_graphql.inputs import UpdateArtifactSequenceInput as Sequence

            sequence = Sequence.model_validate({"artifact_sequence_id": self.id, **fields})
            call = ops.update_artifact_sequence(input=sequence)
            response = self._session.send(call, idempotent=True).update_artifact_sequence
            return changed_snapshot(response, self.path, self.type)
        from runql_graphql.inputs import UpdateArtifactPortfolioInput as Portfolio

        portfolio = Portfolio.model_validate({"artifact_portfolio_id": self.id, **fields})
        other = ops.update_artifact_portfolio(input=portfolio)
        found = self._session.send(other, idempotent=True).update_artifact_portfolio
        return changed_snapshot(found, self.path, self.type)
