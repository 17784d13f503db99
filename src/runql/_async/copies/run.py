"""Copies of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._async.api import AsyncApi
    from runql._models.copies import ArtifactCopies, CopyReport
    from runql._paths.projects import ProjectPath
    from runql._paths.runs import RunPath

__all__ = ["AsyncRunCopies"]


class AsyncRunCopies:
    """A run's copies in other projects and on other servers."""

    _session: AsyncSession
    _path: RunPath

    async def copy_to(
        self,
        path: str | ProjectPath,
        *,
        run_id: str | None = None,
        api: AsyncApi | None = None,
        files: bool | str = True,
        artifacts: ArtifactCopies | None = "bytes",
        history: bool = True,
        dry_run: bool = False,
        workers: int = 8,
    ) -> CopyReport:
        """Copy the run to another project, of this server or of another one, and read the copy back.

        The copy has the name, config, summary, tags, notes, group, job type, commit, host and state of the run, every
        row of its history with steps and times, its system metrics and console lines, its files and its artifacts.
        The server sets the times of creation and the user of a copy. The SDK's own part of the copy's config notes
        where it came from, so a second call finds the copy: it writes what is missing or differs, and leaves one copy.
        A call that was interrupted is continued by the next one.

        Args:
            path: `entity/project` of the copy, or `project`; a new project is created.
            run_id: ID of the copy; the run's own when left out.
            api: The client of the server to copy to; this server when left out.
            files: Whether to copy files, or a glob of those to copy, as in `files`.
            artifacts: `bytes` copies the versions that the run logged and used with their content; on one server,
                used versions are linked. `reference` makes versions that refer to the content, on one server. None
                leaves artifacts out.
            history: Whether to copy the history, system metrics and console lines.
            dry_run: Only return what would be copied.
            workers: Concurrent transfers.

        Returns:
            What the copy holds, and what this call wrote.

        Raises:
            UsageError: An argument is out of bounds, or the copy would be the run itself; nothing was written.
            ConflictError: The project has another run of that ID; nothing was written.
            NotFoundError: The run has been deleted.
            PermissionDeniedError: The viewer may not write to the project.
            IntegrityError: The copy differs from the run when it is read back; the message names the differences.

        Requests: About ten; one per 10,000 rows on either side twice, one per 5,000 rows written, two per file and
            per file of an artifact.
        """
        from runql._async.copies.copier import AsyncRunCopier
        from runql._async.copies.target import target_project, target_session
        from runql._models.copies import CopyOptions
        from runql._transfer._engine.threads import check_workers

        check_workers(workers)
        options = CopyOptions.of(
            files, artifacts, history=history, dry_run=dry_run, workers=workers
        )
        target = target_session(self._session, api)
        entity = target.settings.entity if api is not None else self._path.entity
        project = target_project(path, entity)
        copier = AsyncRunCopier(self._session, self._path, target, project, run_id, options)
        return await copier.run()
