"""Run methods of `AsyncApi`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql_graphql.ops.runs import base as ops
from runql_graphql.ops.runs import by_storage_id, undeletion

from runql._async._client.api_base import AsyncApiBase
from runql._choices import checked_choice
from runql._models._attributes.text_lists import text_list
from runql._paging.order import Order, order_to_wire
from runql._paging.pages import GROWN_PAGE, LARGEST_PAGE, Listing, PageWindow
from runql._paths.projects import ProjectPath, parse_project_path
from runql._paths.runs import RunPath, parse_run_path
from runql.errors import PathError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._async.runs.listing import AsyncRuns
    from runql._async.runs.resource import AsyncRun
    from runql._async.runs.summary import ConfigT, SummaryT
    from runql._models.runs.listed.page_batch import PageBatch
    from runql.filters import Filter

__all__ = ["AsyncRunsApi"]

_IDS_PER_REQUEST: Final = 100
_UNDELETED_PER_REQUEST: Final = 200


class AsyncRunsApi(AsyncApiBase):
    """`AsyncApi` methods for runs."""

    def runs(
        self,
        path: str | ProjectPath | None = None,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        prefetch: int = 1,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> AsyncRuns[ConfigT, SummaryT]:
        """List the runs of a project that match a filter.

        Args:
            path: `entity/project`, `project`, or the project's URL; None means the settings'
                project.
            filters: `F.config["lr"] >= 1e-3`, a Mongo-style dict, or a string; None for all runs.
            order: `-created_at`, `+summary_metrics.loss`, `F.summary["loss"].desc()`, …; the default is oldest first.
            per_page: Runs per request; None starts with 50 and doubles per page, up to 400 runs (1,000 with
                `fields=[]`) and about 4 MiB.
            limit: Maximum number of runs; None for all.
            after: The `cursor` of an earlier list, to continue after it.
            prefetch: Number of pages, 0 or 1, to request while a loop processes the previous page, from the second
                page on. None is requested if the last response took less than 20 ms of waiting.
            fields: Parts of the runs to request: `config`, `summary`, `config.lr`, `summary.loss`,
                `system_metrics`, `history_keys`. None means config and summary; other parts are
                fetched for a whole page when they are first read.
            config: Type of `run.config`: a pydantic model, a dataclass or a TypedDict.
            summary: Type of `run.summary`, like `config`.

        Returns:
            A lazy list.

        Raises:
            PathError: If the path is not a valid project path.
            FilterError: If the filter has an unknown field or operator.
            OrderError: If the order names an unknown field.
            UsageError: If `per_page`, `limit`, `prefetch` or `fields` is out of bounds.
            NotFoundError: If the project does not exist; raised by the first page.

        Requests: None until iterated; then one per page, and at most one for a page that a loop does not reach.
        One more if the filter compares a summary key with a number, to warn about runs whose value is an object
        such as `{"min": 0.1}`. At least one more if no run matches a filter with `sweep` or `name`, to check IDs.

        Examples:
            >>> from runql import F
            >>> runs = api.runs("sandbox/mnist", F.state == "failed", order="created_at")
            >>> [run.name async for run in runs]
            ['sgd-18', 'adam-19', 'lion-20']
        """
        from runql._async.runs.listing import AsyncRuns, RunBuilder, run_key
        from runql._models.runs.fields import RunFields
        from runql._models.runs.listed.context import RunContext
        from runql._models.runs.listed.rows import LIST_RUNS_AS_ROWS
        from runql.filters import filters_to_wire

        project = parse_project_path(path, entity=self._entity, project=self._project)
        chosen = RunFields.parse(fields)
        call = chosen.applied_to(
            ops.list_runs(
                entity=project.entity,
                project=project.project,
                filters=filters_to_wire(filters),
                order=order_to_wire(order),
            )
        )
        builder = RunBuilder(
            self._session,
            project,
            RunContext(self._session.app_url, config, summary, chosen.partial),
            order,
        )
        return AsyncRuns(
            self._session,
            Listing(
                call,
                builder.read,
                run_key,
                PageWindow(per_page, limit, after, prefetch),
                grown_page=GROWN_PAGE if chosen.parts else LARGEST_PAGE,
                rows=LIST_RUNS_AS_ROWS,
            ),
        )

    async def run(
        self,
        path: str | RunPath,
        *,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> AsyncRun[ConfigT, SummaryT]:
        """Fetch one run.

        Args:
            path: `entity/project/run_id`, `project/run_id`, `run_id`, or the run's URL.
            fields: Parts of the runs to request, as in `runs`.
            config: Type of `run.config`, as in `runs`.
            summary: Type of `run.summary`, as in `runs`.

        Raises:
            PathError: If the path is not a valid run path; nothing was sent.
            NotFoundError: If the run does not exist, or the API key has no access to it.

        Requests: One.

        Examples:
            >>> run = await api.run("sandbox/mnist/demo0021")
            >>> run.name, run.state.value, run.config["learning_rate"]
            ('sgd-21', 'finished', 0.3)
        """
        from runql._async.runs.resource import AsyncRun
        from runql._models.runs.fields import RunFields
        from runql._models.runs.listed.context import RunContext
        from runql._models.runs.responses import found_run, own_path

        parsed = parse_run_path(path, entity=self._entity, project=self._project)
        chosen = RunFields.parse(fields)
        call = chosen.applied_to(
            ops.get_run(
                entity=parsed.entity,
                project=parsed.project,
                run=parsed.run,
            )
        )
        found = found_run(await self._session.send(call), parsed)
        run_path = own_path(found, ProjectPath(parsed.entity, parsed.project))
        context = RunContext(self._session.app_url, config, summary, chosen.partial)
        return AsyncRun(self._session, found, run_path, context)

    async def runs_by_storage_id(
        self,
        storage_ids: Iterable[str],
        *,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> list[AsyncRun[ConfigT, SummaryT]]:
        """Fetch runs of any projects by their opaque IDs.

        Servers have this since June 2026.

        Args:
            storage_ids: The `storage_id` of each run; duplicates are ignored.
            fields: Parts of the runs to request, as in `runs`.
            config: Type of `run.config`, as in `runs`.
            summary: Type of `run.summary`, as in `runs`.

        Returns:
            The runs, in the order of the IDs.

        Raises:
            UsageError: If `storage_ids` or `fields` is invalid; nothing was sent.
            NotFoundError: If a run does not exist, or the API key has no access to it.
            UnsupportedError: If the server has no `Query.runs`.

        Requests: One per 100 runs.
        """
        from runql._async.runs.resource import AsyncRun
        from runql._models.runs.fields import RunFields
        from runql._models.runs.listed.context import RunContext
        from runql._models.runs.listed.page_batch import PageBatch
        from runql._models.runs.responses import own_path, runs_in_order

        ids = list(dict.fromkeys(text_list(storage_ids, "storage_ids")))
        chosen = RunFields.parse(fields)
        context = RunContext(self._session.app_url, config, summary, chosen.partial)
        batches: dict[ProjectPath, PageBatch[AsyncRun[Any, Any]]] = {}
        runs: list[AsyncRun[ConfigT, SummaryT]] = []
        for start in range(0, len(ids), _IDS_PER_REQUEST):
            part = ids[start : start + _IDS_PER_REQUEST]
            call = chosen.applied_to(by_storage_id.get_runs_by_id(ids=part))
            batches.clear()
            for found in runs_in_order(await self._session.send(call), part):
                path = own_path(found, ProjectPath("", ""))
                batch = batches.setdefault(ProjectPath(path.entity, path.project), PageBatch())
                runs.append(AsyncRun(self._session, found, path, context, batch))
        return runs

    async def undelete_runs(
        self, path: str | ProjectPath | None, run_ids: Iterable[str]
    ) -> list[AsyncRun]:
        """Restore deleted runs of a project, and return them.

        Runs that are not deleted are unchanged. W&B does not document how long servers keep the data of deleted runs.
        So the method lists the runs afterwards, and raises an error if one is missing. All known servers since December
        2022 have this.

        Args:
            path: `entity/project`, or the project's URL; None means the settings' project.
            run_ids: The ID of each run, which is the last part of its path.

        Returns:
            The runs, in the order of the IDs.

        Raises:
            PathError: If the path is invalid, or the entity is unknown; nothing was sent.
            UsageError: If `run_ids` is not a list of strings; nothing was sent.
            NotFoundError: If none of the runs was restored.
            PartialUpdateError: If only some of the runs were restored.
            PermissionDeniedError: If the viewer has no permission to restore the runs.
            UnsupportedError: If the server has no `Mutation.undeleteRuns`.

        Requests: Two per 200 runs.
        """
        from runql._models.runs.bulk_edits import not_brought_back, raise_failures

        project = parse_project_path(path, entity=self._entity, project=self._project)
        if project.entity is None:
            raise PathError(f"{project} has no entity.", hint="Pass path='entity/project'.")
        ids = list(dict.fromkeys(text_list(run_ids, "run_ids")))
        found: dict[str, AsyncRun] = {}
        for start in range(0, len(ids), _UNDELETED_PER_REQUEST):
            named: dict[str, object] = {
                "name": {"$in": ids[start : start + _UNDELETED_PER_REQUEST]}
            }
            call = undeletion.undelete_runs(
                entity=project.entity, project=project.project, filters=json.dumps(named)
            )
            await self._session.send(call, idempotent=True)
            listed = await self.runs(project, named, per_page=_UNDELETED_PER_REQUEST).all()
            found |= {run.id: run for run in listed}
        paths = {run_id: RunPath(project.entity, project.project, run_id) for run_id in ids}
        missing = {path: not_brought_back(path) for key, path in paths.items() if key not in found}
        finished = [path for path in paths.values() if path not in missing]
        raise_failures("brought back", list(paths.values()), finished, missing)
        return [found[run_id] for run_id in ids]

    async def create_run(
        self,
        path: str | ProjectPath | None = None,
        *,
        run_id: str | None = None,
        project: str | None = None,
        entity: str | None = None,
        name: str | None = None,
        config: Mapping[str, object] | None = None,
        tags: Iterable[str] = (),
        group: str | None = None,
        job_type: str | None = None,
        notes: str | None = None,
        state: str | None = None,
    ) -> AsyncRun:
        """Create a run without a logging process; its project is created if needed.

        Args:
            path: `entity/project` or `project`; None means the settings' project.
            project: Project, if no path is passed.
            entity: Entity, if the path has none.
            run_id: ID of the run, the last part of its path; None generates eight random letters and digits.
            name: Display name; None lets the server generate one.
            config: Config of the run. numpy values, dates, paths, enums and dataclasses are encoded
                as by the official SDK.
            tags: Tags of the run.
            group: Name of the run's group.
            job_type: Job type of the run.
            notes: Notes in Markdown.
            state: `running` or `pending`; None for the server's default.

        Raises:
            UsageError: If both a path and a project are passed, the config has a value that JSON
                cannot store, a tag is not a string, or the state is unknown; nothing was sent.
            ConflictError: If the project has a run with that ID; the run was not changed.
            PermissionDeniedError: If the viewer has no write access to the project.

        Requests: One; two with `run_id`, to ensure that no run with that ID exists.

        Examples:
            >>> run = await api.create_run("sandbox/mnist", name="imported", config={"learning_rate": 0.1})
            >>> run.name, run.config
            ('imported', {'learning_rate': 0.1})
        """
        from runql._async.runs.resource import AsyncRun
        from runql._models.runs.changes import new_run_input
        from runql._models.runs.listed.context import RunContext
        from runql._models.runs.responses import created_run, own_path
        from runql._models.runs.state import RunState

        if path is not None and project is not None:
            raise UsageError(
                f"path and project exclude each other, got {path!r} and {project!r}. Nothing was sent.",
                hint="Pass 'entity/project' as path, or pass project= and entity=.",
            )
        place = path if path is not None else project
        target = parse_project_path(place, entity=entity or self._entity, project=self._project)
        if state is not None:
            checked_choice("state", state, RunState)
        if run_id is not None:
            await self._refuse_existing(RunPath(target.entity, target.project, run_id))
        new = new_run_input(
            target,
            run_id=run_id,
            display_name=name,
            config=config,
            tags=text_list(tags, "tags"),
            group_name=group,
            job_type=job_type,
            notes=notes,
            state=state,
        )
        found = created_run(await self._session.send(ops.upsert_run(input=new)), target)
        return AsyncRun(
            self._session, found, own_path(found, target), RunContext(self._session.app_url)
        )

    async def _refuse_existing(self, path: RunPath) -> None:
        from runql._models.runs.responses import refuse_existing

        call = ops.get_run_state(entity=path.entity, project=path.project, run=path.run)
        response = await self._session.send(call)
        refuse_existing(response, path)
