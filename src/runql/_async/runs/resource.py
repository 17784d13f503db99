"""`AsyncRun`: one run."""

from __future__ import annotations

import json
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING, Generic, Literal, cast
from weakref import ref

from runql_graphql.ops.runs import base as ops

from runql._async._client.concurrency import lazy_load, sleep
from runql._async.analysis.run import AsyncRunComparison
from runql._async.copies.run import AsyncRunCopies
from runql._async.history.buckets import AsyncRunBuckets
from runql._async.runs.artifacts import AsyncRunArtifacts
from runql._async.runs.console_logs import AsyncRunConsoleLogs
from runql._async.runs.edits import AsyncRunEdits
from runql._async.runs.files import AsyncRunFiles
from runql._async.runs.history import AsyncRunHistory
from runql._async.runs.lineage import AsyncRunLineage
from runql._async.runs.media import AsyncRunMedia
from runql._async.runs.summary import AsyncSummary, ConfigT, SummaryT
from runql._async.runs.sweep import AsyncRunSweep
from runql._choices import checked_choice
from runql._models._attributes.json_changes import DocumentChange
from runql._models._attributes.json_values import encode_document
from runql._models.runs.base import RunBase
from runql._models.runs.changes import RunChanges
from runql._models.runs.fields import Part, RunFields
from runql._models.runs.listed.page_batch import PageBatch
from runql._models.runs.responses import found_state, listed_runs, missing_run
from runql._models.runs.state import RunState
from runql._transfer._engine.progress import Progress
from runql._wire.polling import PollSchedule

if TYPE_CHECKING:
    from typing import Self

    from runql_graphql.fragments.runs.base import RunFull

    from runql._async._client.session import AsyncSession
    from runql._models.runs.bulk_edits import TagChange
    from runql._models.runs.listed.context import RunContext
    from runql._paths.projects import ProjectPath
    from runql._paths.runs import RunPath
    from runql._wire.json_types import JsonValue

__all__ = ["AsyncRun"]


class AsyncRun(
    AsyncRunHistory,
    AsyncRunBuckets,
    AsyncRunFiles,
    AsyncRunMedia,
    AsyncRunLineage,
    AsyncRunArtifacts,
    AsyncRunConsoleLogs,
    AsyncRunSweep,
    AsyncRunComparison,
    AsyncRunCopies,
    AsyncRunEdits,
    RunBase[ConfigT, SummaryT],
    Generic[ConfigT, SummaryT],
):
    """A W&B run. Attributes reflect the last response from the server.

    Reading attributes sends no request, except for parts that the listing excluded (see `load`).
    Edits of `name`, `notes`, `description`, `group`, `job_type`, `tags`, `config` and `summary` are
    local until `update()`.
    """

    _session: AsyncSession
    _page_batch: PageBatch[AsyncRun[object, object]]
    _metadata: bytes | None = None

    def __init__(
        self,
        session: AsyncSession,
        snapshot: RunFull,
        where: RunPath | ProjectPath,
        context: RunContext,
        page_batch: PageBatch[AsyncRun[object, object]] | None = None,
    ) -> None:
        RunBase.__init__(self, snapshot, where, context)
        assign = object.__setattr__
        assign(self, "_session", session)
        batch = PageBatch() if page_batch is None else page_batch
        assign(self, "_page_batch", batch)
        batch.add(cast("AsyncRun[object, object]", self))

    @property
    def config(self) -> ConfigT:
        """The run's config: a dict to edit in place, or an object of the `config=` type.

        Internal keys of the SDK are hidden; `raw_config` has them.

        Requests: None if loaded, which is the default; otherwise one for the whole page.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> run.config["optimizer"]["name"]
            'sgd'
        """
        draft = self._config
        if draft is not None:
            return cast("ConfigT", draft)
        if not self._suffices("config"):
            self._need("config")
        return self._config_draft()

    @config.setter
    def config(self, value: ConfigT) -> None:
        self._need("config")
        if self._context.config_type is None:
            encode_document(cast("dict[str, object]", value), "config", self._path)
        with self._context.recent.lock:
            self._config = value

    @property
    def summary(self) -> SummaryT:
        """The run's summary: a mapping to edit, or an object of the `summary=` type.

        Requests: None if loaded, which is the default; otherwise one for the whole page.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> round(run.summary["accuracy"], 3), run.summary.get("f1")
            (0.979, None)
        """
        view = self._summary_view()
        if view is not None:
            return cast("SummaryT", view)
        if self._summary is None and not self._suffices("summary"):
            self._need("summary")
        if self._context.summary_type is not None:
            return cast("SummaryT", self._summary_draft())
        values = self if self._is_searchable() else self._summary_draft()
        view = AsyncSummary(values, self.update, self._touch_summary)
        # The summary references the run, so the run holds only a weak reference to avoid a cycle.
        object.__setattr__(self, "_summary_view", ref(view))
        return cast("SummaryT", view)

    async def load(self, *parts: Part) -> Self:
        """Fetch parts that the listing excluded, for all runs of the same page.

        Without arguments, fetch config and summary. Loaded parts are not fetched again; see `refresh`.

        Raises:
            NotFoundError: If the run has been deleted.

        Requests: One, regardless of the size of the page; none if all parts are loaded.

        Examples:
            >>> async for run in api.runs("sandbox/mnist", fields=["summary"], limit=2):
            ...     loaded = await run.load("config")
            ...     print(run.name, run.config["batch_size"])
            sgd-0 32
            adam-1 32
        """
        wanted: tuple[Part, ...] = parts or ("config", "summary")
        missing: frozenset[Part] = frozenset(part for part in wanted if not self.is_loaded(part))
        if not missing:
            return self
        lacking = self._page_batch.lacking(cast("AsyncRun[object, object]", self), missing)
        call = RunFields(missing).applied_to(
            ops.list_runs(
                entity=self._path.entity,
                project=self._path.project,
                filters=json.dumps({"name": {"$in": list(lacking)}}),
                first=len(lacking),
            )
        )
        found = {each.name: each for each in listed_runs(await self._session.send(call))}
        for name, run in lacking.items():
            if name in found:
                run._merge_documents(found[name])
        if self.id not in found:
            raise missing_run(self._path, "ListRuns", project_exists=True)
        return self

    async def refresh(self) -> Self:
        """Fetch the run again; unsaved edits are dropped.

        Raises:
            NotFoundError: If the run has been deleted.

        Requests: One.

        Examples:
            >>> run = await api.run("sandbox/vision/live")
            >>> fresh = await run.refresh()
            >>> fresh.state.value
            'running'
        """
        self._metadata = None
        self._context.remembered.forget()
        self._curves = {}
        self._accept(await self._fetch(self._present_parts()))
        return self

    @property
    async def metadata(self) -> dict[str, JsonValue] | None:
        """Machine, code and command line that the SDK recorded; None if not recorded.

        Raises:
            NotFoundError: If the run has been deleted.

        Requests: Two: the URL of `wandb-metadata.json`, and the file; later reads send none until `refresh()`.
        """
        if self._metadata is not None:
            return self._read_metadata(self._metadata)
        found = await self._named_files(["wandb-metadata.json"]).first()
        if found is None:
            return None
        self._metadata = await found.read()
        return self._read_metadata(self._metadata)

    async def update(self) -> None:
        """Save the edited attributes; unchanged attributes are not sent.

        Changed keys of config and summary and changed tags are merged into the server's current
        values, so concurrent changes of other clients are preserved. If two clients write the same
        key, the later write wins. The attributes are updated from the response.

        Raises:
            UsageError: If a value cannot be stored as JSON; the message names its key. The edit of
                this key is discarded, and nothing was sent.
            NotFoundError: If the run has been deleted.
            PermissionDeniedError: If the viewer has no write access to the project.
            ConflictError: If other clients wrote the run so often that 10 writes could not merge
                the keys in the message; the edits are kept.

        Requests: None if nothing changed; one for attributes; one for tags; three if config or
        summary changed, and one to two more for each concurrent write of other clients.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> run.tags.append("reviewed")
            >>> run.config["seed"] = 7
            >>> await run.update()
            >>> fresh = await run.refresh()
            >>> fresh.tags, fresh.config["seed"]
            (['baseline', 'reviewed'], 7)
        """
        changes = self._changes()
        if changes.tags and self._path.entity and await self._modify_tags(changes.tags):
            changes = replace(changes, tags=DocumentChange())
        if changes:
            self._accept(await self._save(changes))

    async def _set_tags(self, change: TagChange) -> None:
        """Apply a change of tags to the server's current tags, without saving other edits."""
        saved = await self._save(RunChanges(tags=change.as_document))
        self._note_tags(saved.tags or [], change)

    async def delete(self, *, delete_artifacts: bool = False) -> None:
        """Delete the run; `delete_artifacts` also deletes the artifacts that it logged.

        Raises:
            NotFoundError: If the run does not exist. Deleting a deleted run is not an error.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0018")
            >>> await run.delete()
            >>> await api.runs("sandbox/mnist").total()
            23
        """
        call = ops.delete_run(id=self.storage_id, delete_artifacts=delete_artifacts)
        await self._session.send(call)

    async def stop(self) -> bool:
        """Request that the run stops; its next heartbeat receives the request.

        Returns:
            Whether the server accepted the request.

        Requests: One.
        """
        response = await self._session.send(ops.stop_run(id=self.storage_id), idempotent=True)
        return response.stop_run is not None and response.stop_run.success

    async def update_state(self, state: Literal["pending", "failed"] | RunState) -> bool:
        """Set the state of a run without a logging process.

        W&B accepts `pending` if the run is running, failed, crashed or preempted, and `failed` if it is pending or
        running. W&B does not change the state of a sweep's runs.

        Returns:
            Whether the server accepted the state.

        Raises:
            UsageError: If the state is unknown; nothing was sent.
            InvalidInputError: If the server does not allow the change of state.

        Requests: One.
        """
        value = checked_choice("state", state, RunState)
        call = ops.update_run_state(id=self.storage_id, state=value.value)
        response = await self._session.send(call, idempotent=True)
        done = response.update_run_state is not None and bool(response.update_run_state.success)
        if done:
            self._note_state(value)
        return done

    async def wait_until_finished(
        self, *, timeout: float | None = None, poll: float = 5.0
    ) -> RunState:
        """Wait until the run reaches a final state, and return the state.

        Args:
            timeout: Maximum seconds to wait; None waits without a limit.
            poll: Seconds between state checks, after a few faster initial checks.

        Raises:
            WaitTimeoutError: If the run has not ended in time.
            NotFoundError: If the run has been deleted.

        Requests: One per state check.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> state = await run.wait_until_finished(timeout=600)
            >>> state.value
            'finished'
        """
        schedule, start, polls = PollSchedule(timeout, poll), monotonic(), 0
        with Progress.of_reading(None, f"checks of {self._path.run}") as bar:
            while not (await self._fetch_state()).is_terminal:
                elapsed = monotonic() - start
                still = f"{self._path} is still {self.state}"
                await sleep(schedule.next_wait(polls, elapsed, still))
                polls += 1
                bar.add(1)
        return self.state

    async def _fetch_state(self) -> RunState:
        path = self._path
        call = ops.get_run_state(entity=path.entity, project=path.project, run=path.run)
        self._note_state(RunState(found_state(await self._session.send(call), path)))
        return self.state

    def _load_part(self, part: Part) -> None:
        lazy_load(self.load, part)
