# Generated from src/runql/_async/runs/bulk_edits.py by `make generate`. Do not edit.

"""Changes to all runs of a list: tags, saved edits, moves to another project, and deletion."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Generic

from runql._models.runs.responses import missing_run
from runql._sync._client.concurrency import in_order, sleep
from runql._sync._client.lister import Lister
from runql._sync.runs.resource import Run
from runql._sync.runs.summary import ConfigT, SummaryT
from runql._transfer._engine.progress import Progress
from runql._wire.polling import PollSchedule
from runql.errors import ProtocolError, RunQLError, ServerError, UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from runql._models.runs.bulk_edits import RunsBatch
    from runql._paths.projects import ProjectPath
    from runql._paths.runs import RunPath

__all__ = ["RunsEdits"]

_AT_ONCE = 8


class RunsEdits(Lister[Run[ConfigT, SummaryT]], Generic[ConfigT, SummaryT]):
    """Methods of a list of runs that change all of its runs."""

    def modify(
        self,
        *,
        add_tags: str | Iterable[str] = (),
        remove_tags: str | Iterable[str] = (),
        dry_run: bool = False,
    ) -> list[Run[ConfigT, SummaryT]]:
        """Add and remove tags of all runs of the list, and return the runs that change.

        Only the named tags change, so tags that other processes set in the meantime are preserved.
        Other edits of the runs are not saved.

        Args:
            add_tags: Tags to add.
            remove_tags: Tags to remove.
            dry_run: Whether to only return the runs that would be changed.

        Raises:
            UsageError: If no tag is passed, or a tag is to be both added and removed; nothing was
                sent.
            PartialUpdateError: If only some of the runs were changed.
            PermissionDeniedError: If the viewer has no write access to the project; nothing was changed.

        Requests: One per page that has not been read, and one per 200 runs that change. If the
        server does not support bulk changes, one for each run that changes, sent concurrently.

        Examples:
            >>> failed = api.runs("sandbox/mnist", "state = 'failed'")
            >>> changed = failed.modify(add_tags=["investigate"])
            >>> len(changed), changed[0].tags
            (3, ['baseline', 'investigate'])
        """
        from runql_graphql.ops.runs import bulk_edits as ops

        from runql._models.runs.bulk_edits import TagChange

        change = TagChange.of(add_tags, remove_tags)
        wanted = [run for run in self.all() if run._tags_with(change) is not None]

        def together(
            batch: RunsBatch[Run[ConfigT, SummaryT]],
        ) -> dict[RunPath, RunQLError]:
            """Change the runs of one request, and return the errors of the others."""
            call = ops.modify_runs(
                entity=batch.entity,
                project=batch.project,
                filters=batch.filters,
                add_tags=list(change.added),
                remove_tags=list(change.removed),
            )
            response = self._session.send(call, idempotent=True).modify_runs
            if response is None:
                raise ProtocolError(
                    "The server returned no runs and no error message, so the tags may not have changed.",
                    operation="ModifyRuns",
                )
            tags = {run.id: run.tags or [] for run in response.runs if run is not None}
            gone: dict[RunPath, RunQLError] = {}
            for run in batch.runs:
                if run.storage_id in tags:
                    run._note_tags(tags[run.storage_id], change)
                else:
                    gone[run._path] = missing_run(run._path, "ModifyRuns", project_exists=True)
            return gone

        def alone(run: Run[ConfigT, SummaryT]) -> None:
            """Change one run."""
            run._set_tags(change)

        if not dry_run:
            self._change("changed", wanted, together, alone)
        return wanted

    def update(self) -> list[Run[ConfigT, SummaryT]]:
        """Save the edits of all loaded runs of the list, and return the edited runs.

        Raises:
            PartialUpdateError: If only some of the runs were saved; the other runs keep their
                edits.
            PermissionDeniedError: If the viewer has no write access to the project; nothing was saved.

        Requests: Those of `update` for each edited run, sent concurrently.

        Examples:
            >>> runs = api.runs("sandbox/mnist", "state = 'failed'")
            >>> for run in runs:
            ...     run.notes = "Diverged."
            >>> len(runs.update())
            3
        """
        edited = [run for run in self._buffer.items if run._changes()]

        def save(run: Run[ConfigT, SummaryT]) -> None:
            """Save one run."""
            run.update()

        self._each("saved", edited, save)
        return edited

    def delete(
        self, *, delete_artifacts: bool = False, dry_run: bool = True
    ) -> list[Run[ConfigT, SummaryT]]:
        """Delete all runs of the list, and return them.

        Only the runs in the list are deleted, not runs that started to match the filter later.

        Args:
            delete_artifacts: Whether to delete the artifact versions that the runs logged too.
            dry_run: Whether to only return the runs that would be deleted; the default, to prevent
                accidental deletion.

        Raises:
            PartialUpdateError: If only some of the runs were deleted.
            PermissionDeniedError: If the viewer has no permission to delete the runs; nothing was
                deleted.

        Requests: One per page that has not been read; without `dry_run`, one more per 200 runs. If
        the server does not support bulk deletion, one for each run, sent concurrently.

        Examples:
            >>> failed = api.runs("sandbox/mnist", "state = 'failed'")
            >>> [run.name for run in failed.delete(dry_run=True)]
            ['sgd-18', 'adam-19', 'lion-20']
        """
        from runql_graphql.ops.runs import bulk_edits as ops

        wanted = self.all()

        def together(
            batch: RunsBatch[Run[ConfigT, SummaryT]],
        ) -> dict[RunPath, RunQLError]:
            """Delete the runs of one request."""
            call = ops.delete_runs(
                entity=batch.entity or "",
                project=batch.project,
                filters=batch.filters,
                delete_artifacts=delete_artifacts,
            )
            response = self._session.send(call, idempotent=True).delete_runs
            if response is not None and response.errors:
                raise ServerError(
                    f'The server did not delete all runs. Server response: "{response.errors}".',
                    hint="List the runs again to find the remaining ones.",
                    operation="DeleteRuns",
                )
            return {}

        def alone(run: Run[ConfigT, SummaryT]) -> None:
            """Delete one run."""
            run.delete(delete_artifacts=delete_artifacts)

        if not dry_run:
            self._change("deleted", wanted, together, alone)
        return wanted

    def move_to(
        self,
        project: str | ProjectPath,
        *,
        dry_run: bool = False,
        timeout: float | None = 600.0,
        poll: float = 5.0,
    ) -> list[Run[ConfigT, SummaryT]]:
        """Move all runs of the list to another project, and wait until this is done.

        The returned objects still have the path of the old project; list the new project to
        continue. W&B does not document whether the artifact versions that the runs logged move too.
        All known servers since December 2022 have this.

        Args:
            project: `entity/project` of the target project, or its URL.
            dry_run: Whether to only return the runs that would be moved.
            timeout: Seconds to wait for the server after each move request; None waits without a
                limit.
            poll: Maximum seconds between two checks of the server's progress.

        Raises:
            PathError: If the path is invalid or has no entity; nothing was sent.
            UsageError: If the runs are in the target project already, or the server did not return
                the entity of their project; nothing was moved.
            PartialUpdateError: If only some of the runs were moved.
            PermissionDeniedError: If the viewer has no write access to one of the projects; nothing
                was moved.
            ServerError: If the move failed on the server; some runs may have been moved.
            WaitTimeoutError: If the server has not finished in time; it continues.
            UnsupportedError: If the server has no `Mutation.moveRuns`.

        Requests: One per page that has not been read; without `dry_run`, one more per 200 runs, and
        one for each check of the server's progress.
        """
        from runql_graphql.ops.runs import moving

        from runql._models.runs.bulk_edits import (
            batches_of,
            check_destination,
            is_moved,
            parse_destination,
        )

        target, schedule = parse_destination(project), PollSchedule(timeout, poll)
        wanted = self.all()
        check_destination(batches_of(wanted), target)

        def together(
            batch: RunsBatch[Run[ConfigT, SummaryT]],
        ) -> dict[RunPath, RunQLError]:
            """Move the runs of one request."""
            call = moving.move_runs(
                entity=batch.entity or "",
                project=batch.project,
                destination_entity=target.entity or "",
                destination_project=target.project,
                filters=batch.filters,
            )
            answer, start, polls = self._session.send(call).move_runs, monotonic(), 0
            task = answer.task if answer is not None else None
            while not is_moved(task, target):
                assert task is not None
                what = f"The server is still moving runs to {target}"
                sleep(schedule.next_wait(polls, monotonic() - start, what))
                task, polls = (
                    self._session.send(moving.get_task(id=task.id)).task,
                    polls + 1,
                )
            return {}

        if not dry_run:
            self._change("moved", wanted, together)
        return wanted

    def _change(
        self,
        action: str,
        runs: Sequence[Run[ConfigT, SummaryT]],
        together: Callable[[RunsBatch[Run[ConfigT, SummaryT]]], dict[RunPath, RunQLError]],
        alone: Callable[[Run[ConfigT, SummaryT]], None] | None = None,
    ) -> None:
        from runql._models.runs.bulk_edits import batches_of, raise_failures

        batches, chosen = batches_of(runs), [run._path for run in runs]
        finished: list[RunPath] = []
        failures: dict[RunPath, RunQLError] = {}
        if alone is not None and any(batch.entity is None for batch in batches):
            # Without the entity, the project's name could mean a project of another entity.
            self._each(action, runs, alone)
            return
        with Progress.of_reading(len(runs), f"runs {action}") as bar:
            for batch in batches:
                try:
                    failures |= together(batch)
                except UnsupportedError:
                    if finished or alone is None:
                        raise
                    self._each(action, runs, alone)
                    return
                except RunQLError as error:
                    if not finished:
                        raise
                    failures |= {run._path: error for run in batch.runs}
                    break
                finished += [run._path for run in batch.runs if run._path not in failures]
                bar.add(len(batch.runs))
        raise_failures(action, chosen, finished, failures)

    def _each(
        self,
        action: str,
        runs: Sequence[Run[ConfigT, SummaryT]],
        work: Callable[[Run[ConfigT, SummaryT]], None],
    ) -> None:
        from runql._models._attributes.partial_success import concerns_all
        from runql._models.runs.bulk_edits import raise_failures

        failures: dict[RunPath, RunQLError] = {}
        finished: list[RunPath] = []

        def attempt(run: Run[ConfigT, SummaryT]) -> None:
            """Change one run, unless an earlier error would occur again."""
            done = bool(finished)
            if any(concerns_all(error, others_done=done) for error in failures.values()):
                return
            try:
                work(run)
            except RunQLError as error:
                failures[run._path] = error
            else:
                finished.append(run._path)

        with Progress.of_reading(len(runs), f"runs {action}") as bar:
            for _ in in_order(attempt, runs, _AT_ONCE):
                bar.add(1)
        raise_failures(action, [run._path for run in runs], finished, failures)
