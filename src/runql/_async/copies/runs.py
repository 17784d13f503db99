"""Method of a list of runs that copies all of them."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from runql._async._client.concurrency import in_order
from runql._models._attributes.partial_success import concerns_all, partly_done
from runql._paging.continuation import note_continuation
from runql._transfer._engine.cancel import CancelToken
from runql.errors import RunQLError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from runql._async._client.session import AsyncSession
    from runql._async.api import AsyncApi
    from runql._async.runs.resource import AsyncRun
    from runql._models.copies import ArtifactCopies, CopyReport
    from runql._paths.projects import ProjectPath

__all__ = ["AsyncRunsCopies"]

_AT_ONCE = 4


class AsyncRunsCopies:
    """Method of a list of runs that copies all of them."""

    _session: AsyncSession
    all: Callable[[], Awaitable[list[AsyncRun[Any, Any]]]]

    async def copy_to(
        self,
        path: str | ProjectPath,
        *,
        api: AsyncApi | None = None,
        files: bool | str = True,
        artifacts: ArtifactCopies | None = "bytes",
        history: bool = True,
        dry_run: bool = False,
        workers: int = 8,
    ) -> list[CopyReport]:
        """Copy all runs of the list to another project, on this or another server.

        Each run is copied as by `run.copy_to`, under its own ID. A second call copies missing or changed data. With
        artifacts, runs are copied one at a time, oldest first, because servers number versions in the order of
        logging. Without artifacts, runs are copied concurrently.

        Args:
            path: `entity/project` of the copies, or `project`; a new project is created.
            api: Client of the target server; None for this server.
            files: Whether to copy files, or a glob of the files to copy.
            artifacts: `bytes`, `reference` or None, as in `run.copy_to`.
            history: Whether to copy histories, system metrics and console lines.
            dry_run: Whether to only return what would be copied.
            workers: Concurrent transfers.

        Returns:
            A report for each copy, in the order of the list.

        Raises:
            UsageError: If an argument is out of bounds; nothing was written.
            PartialUpdateError: If some runs could not be copied; `failures` lists them, and the other runs are copied.

        Requests: One per page that has not been read; for each run those of `run.copy_to`.
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
        # An invalid path raises before the list is read, also for an empty list.
        target_project(path, target.settings.entity)
        listed = await self.all()
        runs, width = listed, _AT_ONCE
        if artifacts is not None:
            runs, width = sorted(listed, key=lambda run: run.created_at), 1
        reports: list[CopyReport] = []
        failures: dict[str, RunQLError] = {}

        async def attempt(run: AsyncRun[Any, Any]) -> CopyReport | None:
            """Copy one run."""
            entity = target.settings.entity if api is not None else run.entity
            project = target_project(path, entity)
            try:
                copier = AsyncRunCopier(self._session, run._path, target, project, None, options)
                return await copier.run()
            except RunQLError as error:
                if concerns_all(error, others_done=bool(reports)):
                    note_continuation(error, f"Failed at {run._path}; call copy_to() again.")
                    raise
                failures[str(run._path)] = error
                return None

        async with aclosing(in_order(attempt, runs, width, CancelToken())) as found:
            async for report in found:
                reports += [report] if report is not None else []
        if failures and not reports:
            raise next(iter(failures.values()))
        if failures:
            first = next(iter(failures.items()))
            raise partly_done(
                f"{len(failures)} of {len(runs)} runs were not copied. First error, for {first[0]}: {first[1].message}",
                finished=[each.source for each in reports],
                failures=failures,
                remaining=(),
                hint="Call copy_to() again; it copies only missing data.",
            )
        places = {str(run._path): place for place, run in enumerate(listed)}
        return sorted(reports, key=lambda report: places[report.source])
