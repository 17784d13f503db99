"""Differences between runs, statistics of groups, and parameter importance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue

from runql import AsyncRun
from runql._mcp.results.metrics import AlignedMetric, ComparedRun, Difference, RunComparison
from runql._mcp.results.runs import GroupedRuns, Importance
from runql._mcp.text import plain
from runql._mcp.tools._base import FilterParameter, ProjectParameter, Tools, flat, unknown_metric
from runql.errors import UsageError

__all__ = ["ComparisonTools"]

Part = Literal["config", "summary", "metadata", "packages"]
Statistic = Literal["mean", "std", "sem", "min", "max", "median", "ci95", "n", "best"]

_MISSING: Final = object()


class ComparisonTools(Tools):
    """Differences between runs, statistics of groups, and parameter importance."""

    async def compare_runs(
        self,
        runs: Annotated[
            list[str],
            Field(min_length=2, max_length=10, description="Run paths: entity/project/run_id."),
        ],
        parts: Annotated[
            list[Part],
            Field(
                min_length=1,
                description="Parts to compare. metadata includes the git commit and the machine.",
            ),
        ] = ["config", "summary"],
        metrics: Annotated[
            list[str],
            Field(max_length=5, description="History metrics to align on one axis."),
        ] = [],
        x: Annotated[str, Field(description="The axis: _step, _runtime, or a metric.")] = "_step",
        points: Annotated[
            int, Field(ge=2, le=200, description="Number of positions on the axis.")
        ] = 20,
    ) -> RunComparison:
        """Compare 2 to 10 runs: the keys whose values differ, side by side, and on request their metrics at common
        positions of one axis.
        """
        found = [
            await self._api.run(path, fields=["config", "summary", "history_keys"]) for path in runs
        ]
        if len({run.storage_id for run in found}) < len(found):
            raise UsageError("runs must not contain duplicates.", hint="Pass each run once.")
        table: dict[str, list[object]] = {}
        same = 0
        for part in parts:
            rows: list[Mapping[str, object]]
            if part == "config":
                rows = [flat(run.raw_config) for run in found]
            elif part == "summary":
                rows = [flat(run.summary_metrics) for run in found]
            else:
                rows = [*await _changes(found, part)]
            differing, equal = _differences(rows, part)
            table |= differing
            same += equal
        answer = RunComparison(
            runs=[
                ComparedRun(id=run.id, name=run.name, state=str(run.state.value)) for run in found
            ],
            differences=[
                Difference(
                    key=key, values=[None if each is _MISSING else plain(each) for each in values]
                )
                for key, values in table.items()
            ],
            same_keys=same,
        )
        for key in metrics:
            answer.metrics.append(await self._aligned(found, key, x, points))
        if not table:
            answer.notes.append(f"The runs do not differ in {', '.join(parts)}.")
        return answer

    async def _aligned(
        self, runs: Sequence[AsyncRun], key: str, x: str, points: int
    ) -> AlignedMetric:
        projects = {(run.entity, run.project) for run in runs}
        if len(projects) > 1:
            raise UsageError(
                "Metrics can be aligned only for runs of one project.",
                hint="Call get_metrics for each run.",
            )
        known = sorted({name for run in runs for name in _logged(run)})
        if key not in known and not key.startswith("_"):
            raise unknown_metric(key, known, "None of the runs")
        entity, project = projects.pop()
        listed = self._api.runs(
            f"{entity}/{project}", {"name": {"$in": [run.id for run in runs]}}, fields=["id"]
        )
        curves = await listed.curves(
            key, x, by=["id"], grid=points, stats=("mean",), resolution="buckets"
        )
        values: dict[str, dict[float, object]] = {}
        for row in curves.records():
            at = row[x]
            assert isinstance(at, int | float)
            values.setdefault(str(row["id"]), {})[float(at)] = row["mean"]
        places = sorted({place for each in values.values() for place in each})
        return AlignedMetric(
            key=key,
            x=[plain(place) for place in places],
            values=[[plain(values.get(run.id, {}).get(place)) for place in places] for run in runs],
        )

    async def aggregate_runs(
        self,
        project: ProjectParameter,
        by: Annotated[
            list[str],
            Field(
                min_length=1,
                description="Columns to group by: config.KEY, state, group, job_type, user.",
            ),
        ],
        statistics: Annotated[
            dict[str, list[Statistic]],
            Field(
                min_length=1,
                description="Numeric columns and the statistics to compute: {'summary.accuracy': ['mean', 'std', 'best']}. "
                "Columns are duration, config.KEY and summary.KEY.",
            ),
        ],
        filters: FilterParameter = None,
        mode: Annotated[
            Literal["min", "max"] | None,
            Field(description="Whether `best` is the lowest or the highest value."),
        ] = None,
    ) -> GroupedRuns:
        """Return statistics of groups of runs, such as the mean accuracy per optimizer. `runs` counts the runs of a
        group; the statistics ignore runs without a number.
        """
        runs = self._api.runs(project, filters, fields=["config", "summary"])
        if not await runs.total():
            await self._check_filter(project, filters)
            raise UsageError(
                "No run matches the filter.", hint="Relax the filter, or call find_runs."
            )
        table = await runs.group_by(*by).aggregate(statistics, mode=mode)
        columns = list(table.columns)
        rows: list[list[JsonValue]] = [
            [plain(row.get(name)) for name in columns] for row in table.records()
        ]
        return GroupedRuns(columns=columns, rows=rows, groups=len(rows))

    async def parameter_importance(
        self,
        project: ProjectParameter,
        metric: Annotated[str, Field(description="Summary key, such as accuracy.")],
        parameters: Annotated[
            list[str] | None,
            Field(description="Config keys (default: all that vary). Exclude paths and dates."),
        ] = None,
        filters: FilterParameter = None,
        sweep: Annotated[str | None, Field(description="Id of a sweep: use only its runs.")] = None,
    ) -> Importance:
        """Return the importance of each config key for a final value, by a random forest (importances sum to 1) and by
        linear correlation (-1 to 1). Requires at least four finished runs with the metric.
        """
        if sweep is not None and filters:
            raise UsageError("filters and sweep cannot be combined.", hint="Pass one of them.")
        chosen: FilterParameter = {"sweep": sweep} if sweep is not None else filters
        runs = self._api.runs(project, chosen, fields=["config", "summary"])
        if not await runs.total():
            await self._check_filter(project, filters)
            raise UsageError(
                "No run matches the filter or the sweep.",
                hint="Relax the filter, or call find_runs.",
            )
        found = await runs.parameter_importance(metric, parameters=parameters)
        return Importance(
            metric=found.metric,
            runs=found.runs,
            columns=["parameter", "importance", "correlation"],
            rows=[[each.name, plain(each.importance), plain(each.correlation)] for each in found],
        )


def _logged(run: AsyncRun) -> list[str]:
    document = run.history_keys.get("keys")
    return list(document) if isinstance(document, dict) else []


async def _changes(
    runs: Sequence[AsyncRun], part: Literal["metadata", "packages"]
) -> list[dict[str, object]]:
    """Return the differences of each run from the first run, in one part."""
    first = runs[0]
    rows: list[dict[str, object]] = [{} for _ in runs]
    changed: dict[str, dict[int, object]] = {}
    for index, run in enumerate(runs[1:], 1):
        for change in await first.diff(run, parts=[part]):
            key = change.key.removeprefix(f"{part}.")
            if change.kind != "added":
                rows[0][key] = change.before
            changed.setdefault(key, {})[index] = (
                _MISSING if change.kind == "removed" else change.after
            )
    for key, values in changed.items():
        for index in range(1, len(runs)):
            value = values.get(index, rows[0].get(key, _MISSING))
            if value is not _MISSING:
                rows[index][key] = value
    return rows


def _differences(
    rows: Sequence[Mapping[str, object]], part: Part
) -> tuple[dict[str, list[object]], int]:
    differing: dict[str, list[object]] = {}
    same = 0
    for key in sorted({key for row in rows for key in row if not key.startswith("_")}):
        values = [row.get(key, _MISSING) for row in rows]
        if all(_equal(each, values[0]) for each in values[1:]):
            same += 1
        else:
            differing[f"{part}.{key}"] = values
    return differing, same


def _equal(first: object, other: object) -> bool:
    if isinstance(first, bool) != isinstance(other, bool):
        return False
    return first == other or (first != first and other != other)
