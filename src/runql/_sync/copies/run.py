# Generated from src/runql/_async/copies/run.py by `make generate`. Do not edit.

"""Method of a run that copies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from runql._models.copies import ArtifactCopies, CopyReport
    from runql._paths.projects import ProjectPath
    from runql._paths.runs import RunPath
    from runql._sync._client.session import Session
    from runql._sync.api import Api

__all__ = ["RunCopies"]


class RunCopies:
    """Method of a run that copies it to another project or server."""

    _session: Session
    _path: RunPath

    def copy_to(
        self,
        path: str | ProjectPath,
        *,
        run_id: str | None = None,
        api: Api | None = None,
        files: bool | str = True,
        artifacts: ArtifactCopies | None = "bytes",
        history: bool = True,
        dry_run: bool = False,
        workers: int = 8,
    ) -> CopyReport:
        """Copy the run to another project, on this or another server, and verify the copy.

        The copy has the name, config, summary, tags, notes, group, job type, commit, host and state of the run, every
        row of its history with steps and times, its system metrics and console lines, its files and its artifacts.
        The server sets the creation time and the user of the copy. The SDK's internal part of the copy's config
        records the source. A second call finds the existing copy, and writes only missing or different data. It also
        continues an interrupted call.

        Args:
            path: `entity/project` of the copy, or `project`; a new project is created.
            run_id: ID of the copy; None for the run's own ID.
            api: Client of the target server; None for this server.
            files: Whether to copy files, or a glob of the files to copy, as in `files`.
            artifacts: `bytes` copies the versions that the run logged and used with their content; on the same server,
                used versions are not copied but recorded as inputs of the copy. `reference` creates versions that refer
                to the content, on the same server only. None copies no artifacts.
            history: Whether to copy the history, system metrics and console lines.
            dry_run: Whether to only return what would be copied.
            workers: Concurrent transfers.

        Returns:
            A report of the copy's contents and of the data that this call wrote.

        Raises:
            UsageError: If an argument is out of bounds, or the copy would be the run itself; nothing was written.
            ConflictError: If the project has another run with that ID; nothing was written.
            NotFoundError: If the run has been deleted.
            PermissionDeniedError: If the viewer has no write access to the project.
            IntegrityError: If the copy differs from the run when it is read back; the message lists the differences.

        Requests: About ten, plus two per 10,000 rows of each run, one per 5,000 rows written, and two per run file
        and per artifact file.
        """
        from runql._models.copies import CopyOptions
        from runql._sync.copies.copier import RunCopier
        from runql._sync.copies.target import target_project, target_session
        from runql._transfer._engine.threads import check_workers

        check_workers(workers)
        options = CopyOptions.of(
            files, artifacts, history=history, dry_run=dry_run, workers=workers
        )
        target = target_session(self._session, api)
        entity = target.settings.entity if api is not None else self._path.entity
        project = target_project(path, entity)
        copier = RunCopier(self._session, self._path, target, project, run_id, options)
        return copier.run()
