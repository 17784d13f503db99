"""What a run logs, and takes as input."""

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

# Tells where the version was found, for the lineage of links; older servers do not know.
_LINKS: Final = "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION"


class AsyncRunArtifacts:
    """Versions that a run makes and takes."""

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
        """Log a version as an output of the run, and return it as the server has it.

        Content that the server has is not sent again: of the whole version, whose aliases move then, or
        of single files. So the same call after one that was cut off sends the rest. The version can be
        found only when all of it is there, and the server's digest is compared with ours.

        Args:
            artifact_or_path: A draft, or a file or folder to log as it is.
            name: Name of the collection, for a path; `run-RUN-NAME` of the path when left out.
            type: Type, for a path; `unspecified` when left out.
            aliases: Aliases, beside `latest`.
            tags: Labels of the version.
            history_step: Last step of the run's history that it follows from.
            workers: Concurrent transfers.
            progress: Whether to show a bar; None shows it on a terminal and in notebooks, when tqdm is installed.

        Raises:
            UsageError: If a name, an alias, a tag or the metadata cannot be ones; nothing was sent.
            LocalFileError: If a file cannot be read; nothing was sent.
            IntegrityError: If a file was written to while it was sent, or the server has another
                digest.
            BatchError: If some files could not be sent; `failures` names them.
            PermissionDeniedError: If the viewer may not write to the project.

        Requests: Two when the server has the version. Else six, one more for every 1,000 files, one for
            each file that the server lacks, and for one of 2 GiB or more one for each 100 MiB and another.

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
        """Take a version as an input of the run, and return it.

        Args:
            artifact_or_name: A version, or `entity/project/collection:version` and shorter; what is left
                out is the run's.
            type: The type that it must have; None for any.
            use_as: What it is used as.

        Raises:
            PathError: If the name names no version; nothing was sent.
            NotFoundError: If the version does not exist, or it has another type.
            PermissionDeniedError: If the viewer may not write to the run's project.

        Requests: Two, three for a registry; one for a version at hand. The first link of a session takes one more.

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
