"""Artifact methods of `AsyncApi`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.artifacts import base as ops

from runql._async._client.api_base import AsyncApiBase
from runql._paging.pages import Listing, Page, PageWindow
from runql._paths.artifacts import parse_artifact_path, parse_collection_path
from runql._paths.projects import parse_project_path
from runql.errors import NotFoundError, UnsupportedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from runql_graphql.list_artifacts import ListArtifacts

    from runql._async.artifacts.listing import AsyncArtifacts
    from runql._async.artifacts.resource import AsyncArtifact, MetadataT
    from runql._models.artifacts.draft import ArtifactDraft
    from runql._paging.order import Order
    from runql._paths.artifacts import ArtifactPath, CollectionPath
    from runql._paths.projects import ProjectPath
    from runql.filters import Filter

__all__ = ["AsyncArtifactsApi"]


class AsyncArtifactsApi(AsyncApiBase):
    """`AsyncApi` methods for artifacts."""

    async def artifact(
        self,
        name: str | ArtifactPath,
        type: str | None = None,
        *,
        metadata: type[MetadataT] | None = None,
    ) -> AsyncArtifact[MetadataT]:
        """Fetch one artifact version.

        Args:
            name: `entity/project/collection:version`, a shorter form, or the version's URL. The
                version is a number such as `v3`, an alias or a digest; the default is `latest`. For
                a registry, `wandb-registry-NAME/collection:version`, optionally after the
                organization's name.
            type: Required type; None for any.
            metadata: Type of `artifact.metadata`: a pydantic model, a dataclass or a TypedDict.

        Raises:
            PathError: If the path is invalid; nothing was sent.
            NotFoundError: If the version does not exist, the API key has no access to it, or it has
                another type.

        Requests: One; two for a registry.

        Examples:
            >>> model = await api.artifact("sandbox/mnist/model:best")
            >>> model.version, model.type, model.aliases
            ('v1', 'model', ['best', 'latest'])
        """
        from runql._async.artifacts.lookup import find_membership
        from runql._async.artifacts.registry_owner import with_registry_entity
        from runql._async.artifacts.resource import AsyncArtifact
        from runql._models.artifacts.base import (
            ArtifactContext,
            membership_location,
            missing_artifact,
        )

        path = parse_artifact_path(name, entity=self._entity, project=self._project)
        path = await with_registry_entity(self._session, path)
        membership = await find_membership(self._session, path)
        snapshot, target = membership.artifact, membership_location(membership, path)
        if snapshot is None or target is None:
            raise missing_artifact(path, "GetArtifact")
        if type is not None and snapshot.artifact_type.name != type:
            raise NotFoundError(
                f"Artifact {path} has the type {snapshot.artifact_type.name!r}, not {type!r}.",
                hint="Omit type= to accept every type.",
                operation="GetArtifact",
            )
        return AsyncArtifact(
            self._session, snapshot, target, ArtifactContext(self._session.app_url, metadata)
        )

    def artifacts(
        self,
        type_name: str,
        name: str | CollectionPath | Sequence[str],
        order: str | Order | None = None,
        *,
        filters: Filter | Mapping[str, object] | str | None = None,
        tags: str | Iterable[str] | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        metadata: type[MetadataT] | None = None,
    ) -> AsyncArtifacts[MetadataT]:
        """List the versions of a collection.

        Args:
            type_name: Type of the collection.
            name: `entity/project/collection`, a shorter form, or the collection's URL.
            order: `+` or `-` and a column, such as `-created_at`, `+version` or `-size`; the
                default is newest first.
            filters: An expression, a Mongo-style dict, or a string, over `version`, `tag`, `alias`,
                `created_at`, `updated_at`, `size`, `file_count`, `digest`, `description`, `state`,
                `id` and `metadata.KEY`. Versions that are not committed are left out, unless the
                filter names `state`.
            tags: Tags that a version must all have.
            per_page: Versions per request; None starts with 50 and grows.
            limit: Maximum number of versions; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            metadata: Type of `artifact.metadata`, as in `artifact`.

        Returns:
            A lazy list. With `tags`, the server reports no count, so `len` reads all pages.

        Raises:
            PathError: If the path is not that of a collection, or includes a version.
            FilterError: If the filter has an unknown field or an invalid value.
            OrderError: If the order names an unknown column.
            NotFoundError: If the project, the type or the collection does not exist; raised by the
                first page.

        Requests: None until iterated; then one per page, and one before the first for a registry.

        Examples:
            >>> versions = api.artifacts("model", "sandbox/mnist/model")
            >>> [each.version async for each in versions]
            ['v1', 'v0']
        """
        from runql._async.artifacts.listing import ArtifactBuilder, AsyncArtifacts, artifact_key
        from runql._async.artifacts.resource import MetadataT
        from runql._models.artifacts.base import ArtifactContext
        from runql._models.collections.base import found_versions, tags_wanted
        from runql._models.collections.search import version_filter, version_order

        path = parse_collection_path(name, entity=self._entity, project=self._project)
        context = ArtifactContext(self._session.app_url, metadata)
        builder = ArtifactBuilder(self._session, context, tags_wanted(tags))
        wanted = version_filter(filters)
        ordered = version_order(order)

        def listing(at: CollectionPath) -> Listing[Any, AsyncArtifact[Any]]:
            """Return the listing of the versions of a collection."""
            call = ops.list_artifacts(
                entity=at.entity,
                project=at.project,
                type_=type_name,
                collection=at.collection,
                filters=wanted,
                order=ordered,
            )

            def read(response: ListArtifacts) -> Page[AsyncArtifact[Any]]:
                """Return a page of versions from a response."""
                return builder.page(found_versions(response, at, type_name), at)

            return Listing(call, read, artifact_key, PageWindow(per_page, limit, after))

        return AsyncArtifacts[MetadataT].under(self._session, path, listing)

    async def log_artifact(
        self,
        artifact: ArtifactDraft,
        project: str | ProjectPath | None = None,
        *,
        aliases: Sequence[str] | None = None,
        tags: Sequence[str] | None = None,
        workers: int = 8,
        progress: bool | None = None,
    ) -> AsyncArtifact:
        """Log a version without a run; its creator is the viewer.

        Otherwise the same as `run.log_artifact`, which also records the lineage.

        Args:
            artifact: Draft with the content of the version.
            project: `entity/project` or `project`; None means the settings' project.
            aliases: Aliases in addition to `latest`.
            tags: Labels of the version.
            workers: Concurrent transfers.
            progress: Whether to show a bar; None shows it on a terminal and in notebooks, when tqdm is installed.

        Raises:
            UsageError: If a name, an alias, a tag or the metadata is invalid; nothing was sent.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: The same as `run.log_artifact`.

        Examples:
            >>> from runql import Artifact
            >>> draft = Artifact("labels", type="dataset", metadata={"classes": 2})
            >>> with draft.new_file("classes.txt") as file:
            ...     written = file.write("cat dog")
            >>> logged = await api.log_artifact(draft, "sandbox/vision", aliases=["reviewed"])
            >>> logged.name, sorted(logged.aliases)
            ('labels:v0', ['latest', 'reviewed'])
        """
        from runql._async.artifacts.upload import Logging
        from runql._models.artifacts.draft import ArtifactDraft
        from runql._models.artifacts.upload import UploadTarget

        path = parse_project_path(project, entity=self._entity, project=self._project)
        if not isinstance(artifact, ArtifactDraft):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"artifact must be an Artifact, got {type(artifact).__name__}.",
                hint='Create one: artifact = Artifact("name", type="dataset").',
            )
        target = UploadTarget(path.entity or "", path.project, None)
        logging = Logging(self._session, target, artifact, aliases, tags, None, workers, progress)
        return await logging.log()

    async def artifact_exists(
        self,
        name: str | ArtifactPath,
        type: str | None = None,
    ) -> bool:
        """Return whether a version exists and the API key has access to it.

        Args:
            name: As in `artifact`.
            type: Required type; None for any.

        Raises:
            PermissionDeniedError: If the server refuses access instead of reporting that the
                version does not exist.
            TransportError: If no usable response arrived, so the result is unknown.

        Requests: One; two for a registry.

        Examples:
            >>> await api.artifact_exists("sandbox/mnist/model:v7")
            False
        """
        from runql._async.artifacts.registry_owner import with_registry_entity

        path = parse_artifact_path(name, entity=self._entity, project=self._project)
        path = await with_registry_entity(self._session, path)
        call = ops.get_artifact_state(entity=path.entity, project=path.project, name=path.name)
        try:
            project = (await self._session.send(call)).project
        except UnsupportedError:
            return await self._is_in_collection(path, type)
        membership = project.artifact_collection_membership if project is not None else None
        found = membership.artifact if membership is not None else None
        if found is None or found.state == "DELETED":
            return False
        return type is None or found.artifact_type.name == type

    async def _is_in_collection(self, path: ArtifactPath, type: str | None) -> bool:
        from runql._async.artifacts.lookup import find_membership

        try:
            found = (await find_membership(self._session, path)).artifact
        except NotFoundError:
            return False
        return found is not None and type in (None, found.artifact_type.name)
