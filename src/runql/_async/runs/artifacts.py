"""Artifact versions that a run logs and uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from runql._models._attributes.inputs import input_of
from runql._paths.artifacts import parse_artifact_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from runql._async._client.session import AsyncSession
    from runql._async.artifacts.resource import AsyncArtifact
    from runql._models.artifacts.draft import ArtifactDraft
    from runql._paths.artifacts import ArtifactPath
    from runql._paths.runs import RunPath

__all__ = ["AsyncRunArtifacts"]

# Name of the server feature for the location of a linked version in the lineage; older servers lack it.
_LINKS: Final = "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION"


class AsyncRunArtifacts:
    """Methods of a run that log and use artifact versions."""

    _session: AsyncSession
    _path: RunPath

    async def log_artifact(
        self,
        artifact_or_path: ArtifactDraft | str | Path,
        name: str | None = None,
        type: str | None = None,  # noqa: A002 - the public name
        aliases: Sequence[str] | None = None,
        tags: Sequence[str] | None = None,
        *,
        history_step: int | None = None,
        workers: int = 8,
        progress: bool | None = None,
    ) -> AsyncArtifact:
        """Log an artifact version as an output of the run, and return it.

        Content that the server has is not uploaded again. If the server has a version with the same content, the call
        only moves the aliases. A second call after an interrupted one uploads only the missing files. The version
        becomes visible when it is complete, and the server's digest is compared with the local digest.

        Args:
            artifact_or_path: A draft, or a file or folder to log unchanged.
            name: Name of the collection, for a path; the default is `run-RUN-NAME` from the path.
            type: Artifact type, for a path; the default is `unspecified`.
            aliases: Aliases in addition to `latest`.
            tags: Tags of the version.
            history_step: Last step of the run's history that the version depends on.
            workers: Concurrent transfers.
            progress: Whether to show a bar; None shows it on a terminal and in notebooks, when tqdm is installed.

        Raises:
            UsageError: If a name, an alias, a tag or the metadata is invalid; nothing was sent.
            LocalFileError: If a file cannot be read; nothing was sent.
            IntegrityError: If a file changed during the upload, or the server has another digest.
            BatchError: If some files could not be uploaded; `failures` lists them.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: Two if the server has the version. Otherwise six, one more per 1,000 files, and one for
        each missing file; for a file of 2 GiB or more one per 100 MiB and one more.

        Examples:
            >>> from pathlib import Path
            >>> written = Path("weights.bin").write_bytes(bytes(1024))
            >>> run = await api.run("sandbox/vision/live")
            >>> model = await run.log_artifact("weights.bin", name="checkpoint", type="model")
            >>> model.name, model.size
            ('checkpoint:v0', 1024)
        """
        from runql._async.artifacts.upload import Logging
        from runql._models.artifacts.draft import draft_of
        from runql._models.artifacts.upload import UploadTarget

        target = UploadTarget(self._path.entity or "", self._path.project, self._path.run)
        draft = draft_of(artifact_or_path, name, type, self._path.run)
        logging = Logging(
            self._session, target, draft, aliases, tags, history_step, workers, progress
        )
        return await logging.log()

    async def use_artifact(
        self,
        artifact_or_name: AsyncArtifact[Any] | str | ArtifactPath,
        type: str | None = None,  # noqa: A002 - the public name
        *,
        use_as: str | None = None,
    ) -> AsyncArtifact[Any]:
        """Record an artifact version as an input of the run, and return the version.

        Args:
            artifact_or_name: A version, or `entity/project/collection:version` or a shorter form; the default entity
                and project are the run's.
            type: Required type; None for any.
            use_as: Name of the role in which the run uses the version.

        Raises:
            PathError: If the name is not a valid artifact path; nothing was sent.
            NotFoundError: If the version does not exist, or has another type.
            PermissionDeniedError: If the viewer has no write access to the run's project.

        Requests: Two, or three for a registry; one for a version object. One more for the first linked version of a
        session.

        Examples:
            >>> run = await api.run("sandbox/vision/live")
            >>> data = await run.use_artifact("samples:latest", type="dataset")
            >>> [artifact.name async for artifact in run.used_artifacts()]
            ['samples:v1']
        """
        from runql_graphql.ops.artifacts import edits as ops

        from runql._async.artifacts.resource import AsyncArtifact
        from runql._models.artifacts.base import wrong_type

        if isinstance(artifact_or_name, AsyncArtifact):
            found = artifact_or_name
        else:
            found = await self._artifact_by_name(artifact_or_name)
        if type is not None and found.type != type:
            raise wrong_type(found.path, found.type, type)
        from runql_graphql.inputs import UseArtifactInput

        given = {
            "entity_name": self._path.entity or "",
            "project_name": self._path.project,
            "run_name": self._path.run,
            "artifact_id": found.id,
            **({"used_as": use_as} if use_as is not None else {}),
        }
        if found.is_link and await self._session.has_feature(_LINKS):
            given |= {
                "artifact_entity_name": found.entity,
                "artifact_project_name": found.project,
            }
        call = ops.use_artifact(input=input_of(UseArtifactInput, given))
        await self._session.send(call, idempotent=use_as is None)
        return found

    async def _artifact_by_name(self, name: str | ArtifactPath) -> AsyncArtifact[Any]:
        from runql._async.artifacts.lookup import find_membership
        from runql._async.artifacts.registry_owner import with_registry_entity
        from runql._async.artifacts.resource import AsyncArtifact
        from runql._models.artifacts.base import (
            ArtifactContext,
            membership_location,
            missing_artifact,
        )

        path = parse_artifact_path(name, entity=self._path.entity, project=self._path.project)
        path = await with_registry_entity(self._session, path)
        membership = await find_membership(self._session, path)
        location = membership_location(membership, path)
        if membership.artifact is None or location is None:
            raise missing_artifact(path, "GetArtifact")
        context = ArtifactContext(self._session.app_url, None)
        return AsyncArtifact(self._session, membership.artifact, location, context)
