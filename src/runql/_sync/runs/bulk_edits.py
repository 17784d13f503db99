# Generated from src/runql/_async/runs/bulk_edits.py by `make generate`. Do not edit.

"""Edits of all runs of a list: tags, what was edited one by one, moving to another project, and deletion."""

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
    """What changes many runs."""

    def modify(
        self,
        *,
        add_tags: str | Iterable[str] = (),
        remove_tags: str | Iterable[str] = (),
        dry_run: bool = False,
    ) -> list[Run[ConfigT, SummaryT]]:
        """Add tags to all runs of the list, take tags from them, and return the runs that this
        changes.

        Only the tags named change, so tags that others set in the meantime stay; other edits of the
        runs are not saved.

        Args:
            add_tags: Tags that the runs shall have.
            remove_tags: Tags that they shall not have.
            dry_run: Only return what would be changed.

        Raises:
            UsageError: If there is nothing to change, or a tag is to be both added and removed;
                nothing was sent.
            PartialUpdateError: If some were changed, and others could not be.
            PermissionDeniedError: If the viewer may not write to the project; nothing was changed.

        Requests: One per page that has not been read, and one per 200 runs that change; one for
            each of these, several concurrently, where the server cannot change many.

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
            """Change the runs of one request, and return why some were not."""
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
                    "The server did not return the changed runs.", operation="ModifyRuns"
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
        """Save the edits of every run of the list that has been read, and return the runs that had any.

        Raises:
            PartialUpdateError: If some were saved, and others could not be; these still hold their
                edits.
            PermissionDeniedError: If the viewer may not write to the project; nothing was saved.

        Requests: As `update` of each run that was edited, several concurrently; none for the others.

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

        Deleted is what the list holds; runs that would match by now are not.

        Args:
            delete_artifacts: Delete the versions that the runs logged, too.
            dry_run: Only return what would be deleted; the default, so that no one deletes by
                mistake.

        Raises:
            PartialUpdateError: If some were deleted, and others could not be.
            PermissionDeniedError: If the viewer may not delete these runs; nothing was deleted.

        Requests: One per page that has not been read; without `dry_run`, one more per 200 runs; one
            for each of these, several concurrently, where the server cannot delete many.

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
                    f"The server did not delete all runs: {response.errors}",
                    hint="List the runs again to see which are left.",
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
        """Move all runs of the list to another project, wait until the server has done it, and
        return them.

        The runs returned still name the project that they were in: list the other project to work
        on with them. Whether the versions of artifacts that they logged move along, W&B does not
        say. Every server known has this, since December 2022.

        Args:
            project: `entity/project` to move them to, or the project's URL.
            dry_run: Only return what would be moved.
            timeout: Seconds to wait for the server after each request that moves; None waits for as
                long as it takes.
            poll: Seconds between two looks, at most.

        Raises:
            PathError: If the path names no project, or no entity; nothing was sent.
            UsageError: If the runs are in that project already, or the server did not say whose
                their project is; nothing was moved.
            PartialUpdateError: If some were moved, and others could not be.
            PermissionDeniedError: If the viewer may not change one of the projects; nothing was
                moved.
            ServerError: If the server gave up; some may have been moved.
            WaitTimeoutError: If the server is not done yet, and continues.
            UnsupportedError: If the server has no `Mutation.moveRuns`.

        Requests: One per page that has not been read; without `dry_run`, one more per 200 runs, and
            one for each look at how far the server is.
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
            # The server did not say whose the project is, and a name alone may be someone else's.
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
            """Change one run, unless what failed before would fail again."""
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
