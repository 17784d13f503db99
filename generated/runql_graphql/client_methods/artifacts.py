# Generated from queries/artifacts.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/artifacts.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, Sender, Unset
from ..ops import artifacts as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..get_artifact import GetArtifact
    from ..get_artifact_by_id import GetArtifactById
    from ..get_artifact_creator import GetArtifactCreator
    from ..get_artifact_manifest import GetArtifactManifest
    from ..get_artifact_state import GetArtifactState
    from ..list_artifact_file_urls import ListArtifactFileUrls
    from ..list_artifact_files import ListArtifactFiles
    from ..list_artifact_memberships import ListArtifactMemberships
    from ..list_artifact_users import ListArtifactUsers
    from ..list_artifacts import ListArtifacts
    from ..list_run_input_artifacts import ListRunInputArtifacts
    from ..list_run_output_artifacts import ListRunOutputArtifacts

__all__ = ["ArtifactsMethods"]


class ArtifactsMethods:
    """Operations of queries/artifacts.graphql."""

    _sender: Sender

    def get_artifact(
        self, *, entity: str | None | Unset = UNSET, project: str, name: str
    ) -> GetArtifact:
        """A version by `collection:alias`, `collection:v3` or `collection:digest`.

        Args:
            entity: `String`.
            project: `String!`.
            name: `String!`.

        Source: query GetArtifact in queries/artifacts.graphql.
        """
        return self._sender.send(_ops.get_artifact(entity=entity, project=project, name=name))

    def get_artifact_by_id(self, *, id: str) -> GetArtifactById:
        """A version by its opaque id.

        Args:
            id: `ID!`.

        Source: query GetArtifactById in queries/artifacts.graphql.
        """
        return self._sender.send(_ops.get_artifact_by_id(id=id))

    def get_artifact_state(
        self, *, entity: str | None | Unset = UNSET, project: str, name: str
    ) -> GetArtifactState:
        """Whether a version exists, and of which type it is.

        Args:
            entity: `String`.
            project: `String!`.
            name: `String!`.

        Source: query GetArtifactState in queries/artifacts.graphql.
        """
        return self._sender.send(_ops.get_artifact_state(entity=entity, project=project, name=name))

    def list_artifacts(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        type_: str,
        collection: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifacts:
        """Versions of a collection that match a Mongo-style filter, in the order asked for, with their
        number.

        Args:
            entity: `String`.
            project: `String!`.
            type_: `String!`.
            collection: `String!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifacts in queries/artifacts.graphql.
        """
        return self._sender.send(
            _ops.list_artifacts(
                entity=entity,
                project=project,
                type_=type_,
                collection=collection,
                filters=filters,
                order=order,
                first=first,
                after=after,
            )
        )

    def get_artifact_manifest(self, *, id: str) -> GetArtifactManifest:
        """Where the manifest of a version lies.

        Args:
            id: `ID!`.

        Source: query GetArtifactManifest in queries/artifacts.graphql.
        """
        return self._sender.send(_ops.get_artifact_manifest(id=id))

    def list_artifact_files(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        collection: str,
        alias: str,
        names: Sequence[str] | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifactFiles:
        """Files of a version, as a member of a collection; by exact names, or all.

        Args:
            entity: `String`.
            project: `String!`.
            collection: `String!`.
            alias: `String!`.
            names: `[String!]`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifactFiles in queries/artifacts.graphql.
        """
        return self._sender.send(
            _ops.list_artifact_files(
                entity=entity,
                project=project,
                collection=collection,
                alias=alias,
                names=names,
                first=first,
                after=after,
            )
        )

    def list_artifact_file_urls(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        collection: str,
        alias: str,
        names: Sequence[str] | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListArtifactFileUrls:
        """Addresses of a version's files, and nothing else.

        Args:
            entity: `String`.
            project: `String!`.
            collection: `String!`.
            alias: `String!`.
            names: `[String!]`.
            first: `Int`.
            after: `String`.

        Source: query ListArtifactFileUrls in queries/artifacts.graphql.
        """
        return self._sender.send(
            _ops.list_artifact_file_urls(
                entity=entity,
                project=project,
                collection=collection,
                alias=alias,
                names=names,
                first=first,
                after=after,
            )
        )

    def get_artifact_creator(
        self,
        *,
        id: str,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> GetArtifactCreator:
        """The run or user that made a version.

        Args:
            id: `ID!`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: query GetArtifactCreator in queries/artifacts.graphql.
        """
        return self._sender.send(
            _ops.get_artifact_creator(
                id=id,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )

    def list_artifact_users(
        self,
        *,
        id: str,
        filters: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
        config_keys: Sequence[str] | None | Unset = UNSET,
        summary_keys: Sequence[str] | None | Unset = UNSET,
        with_config: bool | Unset = UNSET,
        with_summary: bool | Unset = UNSET,
        with_system_metrics: bool | Unset = UNSET,
        with_history_keys: bool | Unset = UNSET,
    ) -> ListArtifactUsers:
        """Runs that took a version as input.

        Args:
            id: `ID!`.
            filters: `JSONString`.
            order: `String`.
            first: `Int`.
            after: `String`.
            config_keys: `[String!]`.
            summary_keys: `[String!]`.
            with_config: `Boolean!`, true if left out.
            with_summary: `Boolean!`, true if left out.
            with_system_metrics: `Boolean!`, false if left out.
            with_history_keys: `Boolean!`, false if left out.

        Source: query ListArtifactUsers in queries/artifacts.graphql.
        """
        return self._sender.send(
            _ops.list_artifact_users(
                id=id,
                filters=filters,
                order=order,
                first=first,
                after=after,
                config_keys=config_keys,
                summary_keys=summary_keys,
                with_config=with_config,
                with_summary=with_summary,
                with_system_metrics=with_system_metrics,
                with_history_keys=with_history_keys,
            )
        )

    def list_artifact_memberships(self, *, id: str) -> ListArtifactMemberships:
        """The collections that a version is a member of.

        Args:
            id: `ID!`.

        Source: query ListArtifactMemberships in queries/artifacts.graphql.
        """
        return self._sender.send(_ops.list_artifact_memberships(id=id))

    def list_run_output_artifacts(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunOutputArtifacts:
        """Versions that a run made, with their number.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListRunOutputArtifacts in queries/artifacts.graphql.
        """
        return self._sender.send(
            _ops.list_run_output_artifacts(
                entity=entity, project=project, run=run, first=first, after=after
            )
        )

    def list_run_input_artifacts(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        run: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunInputArtifacts:
        """Versions that a run took as input, with their number.

        Args:
            entity: `String`.
            project: `String!`.
            run: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListRunInputArtifacts in queries/artifacts.graphql.
        """
        return self._sender.send(
            _ops.list_run_input_artifacts(
                entity=entity, project=project, run=run, first=first, after=after
            )
        )
