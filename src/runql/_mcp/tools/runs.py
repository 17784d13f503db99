"""Runs: lists of runs, single runs, and the best runs."""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue

from runql import AsyncRun
from runql._mcp.results.base import Position
from runql._mcp.results.runs import BestRuns, FoundRuns, RunDetails
from runql._mcp.text import plain, untrusted
from runql._mcp.tools._base import (
    Columns,
    FilterParameter,
    ProjectParameter,
    RunParameter,
    Tools,
    cell,
    check_columns,
    fields_of,
    flat,
)
from runql.errors import UsageError

__all__ = ["RunTools"]

Part = Literal["config", "summary", "metadata"]

_COLUMNS: Final = ("id", "name", "state", "created_at")


class RunTools(Tools):
    """Lists of runs, single runs, and the best runs."""

    async def find_runs(
        self,
        project: ProjectParameter,
        filters: FilterParameter = None,
        order: Annotated[
            str,
            Field(
                description="Order, such as -created_at, +summary.loss, -config.lr, +duration: - is descending, + ascending."
            ),
        ] = "-created_at",
        columns: Columns = None,
        limit: Annotated[int, Field(ge=1, le=200, description="Maximum number of runs.")] = 20,
        cursor: Annotated[
            str | None, Field(description="next_cursor of the previous response.")
        ] = None,
    ) -> FoundRuns:
        """List the runs of a project by filter and order, with chosen columns and the number of matches.
        For the best runs by a metric use best_runs, for statistics of groups aggregate_runs.
        """
        chosen = ["id", *(name for name in columns or _COLUMNS if name != "id")]
        check_columns(chosen)
        at = Position.parse(cursor)
        order = re.sub(r"^([+-]?)summary\.", r"\1summary_metrics.", order)
        listed = self._api.runs(
            project,
            filters,
            order,
            per_page=at.skipped + limit,
            after=at.after,
            fields=fields_of(chosen),
        )
        page = await listed
        total = await listed.total()
        shown = page.items[at.skipped :]
        await self._check_names(project, filters, order, chosen, [*shown])
        answer = FoundRuns(
            columns=chosen,
            rows=[[cell(run, name) for name in chosen] for run in shown],
            total=total,
            left_out=max(0, total - at.given - len(page.items)),
        )
        answer.start(at, page.cursor)
        if not shown:
            answer.notes.append(
                "No run matches the filter. All keys of the filter exist. Relax the filter."
            )
        return answer

    async def get_run(
        self,
        run: RunParameter,
        parts: Annotated[list[Part], Field(description="Parts to include.", min_length=1)] = [
            "config",
            "summary",
        ],
        keys: Annotated[
            list[str] | None,
            Field(description="Return only these config and summary keys; nested keys have dots."),
        ] = None,
    ) -> RunDetails:
        """Return one run: state, times, user, tags, notes, config, final values; metadata (machine, command line,
        git) on request.
        """
        found = await self._api.run(run)
        config, summary = flat(found.raw_config), flat(found.summary_metrics)
        if keys is not None:
            _check_keys(keys, {*config, *summary})
            config = {key: value for key, value in config.items() if _below(key, keys)}
            summary = {key: value for key, value in summary.items() if _below(key, keys)}
        path = "/".join(found.path)
        return RunDetails(
            run=path,
            name=found.name,
            url=found.url,
            state=str(found.state.value),
            created_at=str(plain(found.created_at)),
            duration_seconds=round(found.duration.total_seconds(), 3),
            user=found.user.username if found.user is not None else None,
            tags=found.tags,
            group=found.group,
            job_type=found.job_type,
            sweep=found.sweep_name,
            commit=found.commit,
            history_rows=found.history_line_count,
            notes_of_run=untrusted(found.notes, f"notes of {path}") if found.notes else None,
            config=_values(config) if "config" in parts else {},
            summary=_values(summary) if "summary" in parts else {},
            metadata=_values(await found.metadata or {}) if "metadata" in parts else None,
        )

    async def best_runs(
        self,
        project: ProjectParameter,
        metric: Annotated[str, Field(description="Summary key, such as accuracy or eval/loss.")],
        mode: Annotated[
            Literal["min", "max"],
            Field(description="Whether the lowest or the highest value is best."),
        ],
        n: Annotated[int, Field(ge=1, le=50, description="Maximum number of runs.")] = 5,
        filters: FilterParameter = None,
        columns: Columns = None,
        include_failed: Annotated[
            bool, Field(description="Whether to include failed, crashed and killed runs.")
        ] = False,
    ) -> BestRuns:
        """Return the runs with the best final values of a metric, best first. Runs without a finite value are excluded,
        and so are failed, crashed and killed runs unless you include them.
        """
        own = f"summary.{metric.removeprefix('summary.')}"
        chosen = [
            "id",
            "name",
            own,
            *(each for each in columns or ("state",) if each not in ("id", "name", own)),
        ]
        check_columns(chosen)
        listed = self._api.runs(project, filters, fields=[*fields_of(chosen)])
        best = await listed.best(own, mode=mode, n=n, include_failed=include_failed)
        total = await listed.total()
        if not total:
            await self._check_filter(project, filters)
        answer = BestRuns(
            metric=own,
            mode=mode,
            columns=chosen,
            rows=[[cell(run, name) for name in chosen] for run in best],
            total=total,
        )
        await self._check_names(project, None, "", chosen, best)
        if not best:
            answer.notes.append(
                "No matching run has a finite value of the metric and did not fail."
            )
        return answer

    async def _check_names(
        self,
        project: str,
        filters: FilterParameter,
        order: str,
        columns: list[str],
        runs: list[AsyncRun],
    ) -> None:
        """Check that keys exist if no run in the result has them.

        Requests: Two if a key is missing in the result; otherwise zero.
        """
        ordered = order.lstrip("+-").replace("summary_metrics.", "summary.")
        names = [ordered, *columns]
        missing = [name for name in names if "." in name and not _appears(name, runs)]
        if not runs:
            await self._check_filter(project, filters)
        await self._keys.check(project, missing)


def _appears(column: str, runs: list[AsyncRun]) -> bool:
    try:
        return any(cell(run, column) is not None for run in runs)
    except UsageError:  # the order uses a key that the list did not request
        return False


def _check_keys(keys: list[str], known: set[str]) -> None:
    for key in keys:
        if not any(_below(each, [key]) for each in known):
            near = difflib.get_close_matches(key, sorted(known), 3, 0.5)
            raise UsageError(
                f"The run has no config or summary key {key!r}.",
                hint=f"Did you mean {', '.join(map(repr, near))}?"
                if near
                else "Call get_run without keys to list all keys.",
            )


def _below(key: str, wanted: list[str]) -> bool:
    return any(key == each or key.startswith(f"{each}.") for each in wanted)


def _values(values: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {key: plain(value, longest=500) for key, value in values.items()}
