"""Versions that no run makes, from the front door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._async._client.api_base import AsyncApiBase
from runql._async.artifacts.upload import Logging
from runql._models.artifacts.upload import VersionPlace
from runql._paths.projects import parse_project_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._async.artifacts.resource import AsyncArtifact
    from runql._models.artifacts.draft import ArtifactDraft
    from runql._paths.projects import ProjectPath

__all__ = ["AsyncArtifactLoggingApi"]


class AsyncArtifactLoggingApi(AsyncApiBase):
    """Versions, made without a run."""

    async def log_artifact(
        self,
        artifact: ArtifactDraft,
        project: str | ProjectPath | None = None,
        *,
        aliases: Sequence[str] = (),
        tags: Sequence[str] = (),
        workers: int = 8,
        progress: bool | None = None,
    ) -> AsyncArtifact:
        """Log a version that no run made; its creator is the viewer.

        Everything else is as in `run.log_artifact`, which keeps the lineage.

        Args:
            artifact: What the version has.
            project: `entity/project` or `project`; None takes the settings' project.
            aliases: Aliases, beside `latest`.
            tags: Labels of the version.
            workers: Transfers at once.
            progress: Whether to show a bar; None shows it on a terminal, when tqdm is installed.

        Raises:
            UsageError: A name, an alias, a tag or the metadata cannot be ones; nothing was sent.
            PermissionDeniedError: The viewer may not write to the project.

        Requests: As `run.log_artifact`.
        """
        path = parse_project_path(project, entity=self._entity, project=self._project)
        place = VersionPlace(path.entity or "", path.project, None)
        logging = Logging(self._session, place, artifact, aliases, tags, None, workers, progress)
        return await logging.log()
