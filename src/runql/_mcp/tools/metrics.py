"""Metrics of a run's history, and charts of several runs."""

from __future__ import annotations

from contextlib import aclosing
from typing import Annotated, Final

from pydantic import Field, JsonValue

from runql import AsyncRun, HistoryBucket
from runql._mcp.results.metrics import Metrics, MetricSeries, PlottedMetrics
from runql._mcp.text import plain
from runql._mcp.tools._base import (
    FilterParameter,
    ProjectParameter,
    RunParameter,
    Tools,
    unknown_metric,
)
from runql.errors import UsageError

__all__ = ["MetricTools"]

_MOST_LINES: Final = 20
_SIZE: Final = (760, 420)

XAxis = Annotated[
    str, Field(description="_step, _runtime (seconds), _timestamp, or a metric such as epoch.")
]


class MetricTools(Tools):
    """Histories of runs."""

    async def get_metrics(
        self,
        run: RunParameter,
        keys: Annotated[
            list[str], Field(min_length=1, max_length=20, description="Metrics of the history.")
        ],
        x: XAxis = "_step",
        points: Annotated[
            int, Field(ge=2, le=1000, description="Maximum points per metric, without exact.")
        ] = 50,
        exact: Annotated[
            bool,
            Field(
                description="Return single rows as logged instead of points that summarize rows."
            ),
        ] = False,
        min_step: Annotated[int | None, Field(description="First _step; with exact only.")] = None,
        max_step: Annotated[
            int | None, Field(description="Step to stop before (exclusive); with exact only.")
        ] = None,
        limit: Annotated[
            int, Field(ge=1, le=2000, description="Maximum number of rows, with exact.")
        ] = 200,
    ) -> Metrics:
        """Return metrics of one run over its steps: by default points that summarize all rows and preserve minima and
        maxima, or exact rows of a range of steps. For several runs use compare_runs or plot_metrics.
        """
        found = await self._api.run(run, fields=["history_keys"])
        _check_history_keys(found, [*keys, x])
        if exact:
            if x != "_step":
                raise UsageError(
                    f"exact=true requires x='_step', got x={x!r}.",
                    hint=f"Remove x, and add {x!r} to keys.",
                )
            return await _rows(found, keys, min_step, max_step, limit)
        if min_step is not None or max_step is not None:
            raise UsageError(
                "min_step and max_step require exact=true.",
                hint="Pass exact=true, or remove min_step and max_step.",
            )
        buckets = await found.history_buckets(list(dict.fromkeys(keys)), x=x, buckets=points)
        return Metrics(
            run="/".join(found.path),
            x=x,
            exact=False,
            series=[_series(key, buckets.of(key)) for key in dict.fromkeys(keys)],
            total_rows=found.history_line_count,
        )

    async def plot_metrics(
        self,
        project: ProjectParameter,
        metric: Annotated[str, Field(description="Metric of the history.")],
        by: Annotated[
            list[str] | None,
            Field(
                description="Columns to group by: config.KEY, group, state. Each line is the mean of a group, with a band of "
                "one standard deviation. Without `by`: one line per run."
            ),
        ] = None,
        filters: FilterParameter = None,
        x: XAxis = "_step",
        smooth: Annotated[
            float | None, Field(gt=0, lt=1, description="Weight of smoothing, as in the web app.")
        ] = None,
    ) -> PlottedMetrics:
        """Draw a metric of a project's runs as a PNG chart: one line per run, or per group of runs. Without `by`, at most
        20 runs may match: select them with a filter.
        """
        runs = self._api.runs(project, filters, "-created_at", fields=["config", "history_keys"])
        total = await runs.total()
        if not total:
            await self._check_filter(project, filters)
            raise UsageError(
                "No run matches the filter.", hint="Relax the filter, or call find_runs."
            )
        if by is None and total > _MOST_LINES:
            raise UsageError(
                f"Too many runs: {total} match, and a chart without `by` has at most {_MOST_LINES} lines.",
                hint="Pass `by`, such as ['config.lr'], or filter for fewer runs.",
            )
        curves = await runs.curves(
            metric,
            x,
            by=by or ["id"],
            grid=200,
            smooth=smooth,
            stats=("mean", "std", "n"),
            resolution="buckets",
        )
        if not curves.info.runs or len(curves) == 0:
            await self._keys.check(project, [f"history.{metric}"])
            raise UsageError(
                f"No matching run has numeric values of {metric!r} over {x!r}.",
                hint="Call find_runs with the column history_line_count, or describe_project.",
            )
        last = {tuple(str(row[name]) for name in by or ["id"]): row for row in curves.records()}
        answer = PlottedMetrics(
            metric=metric,
            x=x,
            runs=curves.info.runs,
            groups=[
                {name: plain(row.get(name)) for name in [*(by or ["id"]), x, "mean", "n"]}
                for row in last.values()
            ],
        )
        if curves.info.without:
            answer.notes.append(f"Runs without rows of these keys: {len(curves.info.without)}.")
        chart = curves.plot(width=_SIZE[0], height=_SIZE[1])
        png = chart.to_png(scale=1.0)
        answer.attach(png, *_pixels(png))
        return answer


def _pixels(png: bytes) -> tuple[int, int]:
    """Return the width and height from the first chunk of a PNG."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def _check_history_keys(run: AsyncRun, keys: list[str]) -> None:
    document = run.history_keys.get("keys")
    known = list(document) if isinstance(document, dict) else []
    if not known:
        raise UsageError(
            f"Run {'/'.join(run.path)} has no history.",
            hint="Call get_run for its state and summary, or get_logs for its console lines.",
        )
    for key in keys:
        if key.startswith("_") or key in known:
            continue
        if any(key.startswith(f"{each}.") or each.startswith(f"{key}.") for each in known):
            continue
        raise unknown_metric(key, known, f"Run {'/'.join(run.path)}")


async def _rows(
    run: AsyncRun, keys: list[str], min_step: int | None, max_step: int | None, limit: int
) -> Metrics:
    columns = ["_step", *(key for key in dict.fromkeys(keys) if key != "_step")]
    rows: list[list[JsonValue]] = []
    more = None
    scan = run.scan_history(
        columns, min_step=min_step, max_step=max_step, page_size=min(limit + 1, 1000)
    )
    async with aclosing(scan.__aiter__()) as found:
        async for row in found:
            step = row.get("_step")
            if len(rows) == limit:
                more = step if isinstance(step, int) else None
                break
            if any(row.get(key) is not None for key in columns[1:]):
                rows.append([plain(row.get(key), exact=True, longest=500) for key in columns])
    answer = Metrics(
        run="/".join(run.path),
        x="_step",
        exact=True,
        columns=columns,
        rows=rows,
        total_rows=run.history_line_count,
        next_min_step=more,
    )
    if not rows:
        answer.notes.append("No row in this range of steps has any of the keys.")
    return answer


def _series(key: str, buckets: tuple[HistoryBucket, ...]) -> MetricSeries:
    lows = [each for each in buckets if each.min is not None]
    lowest = min(lows, key=lambda each: each.min or 0.0, default=None)
    highest = max(lows, key=lambda each: each.max or 0.0, default=None)
    return MetricSeries(
        key=key,
        rows=sum(each.rows for each in buckets),
        min=plain(lowest.min) if lowest else None,
        x_at_min=_whole(lowest.x_at_min) if lowest else None,
        max=plain(highest.max) if highest else None,
        x_at_max=_whole(highest.x_at_max) if highest else None,
        last=plain(lows[-1].last) if lows else None,
        has_nan=any(each.has_nan for each in buckets),
        points=[
            [_whole(each.x_last), *map(plain, (each.mean, each.min, each.max, each.last))]
            for each in buckets
        ],
    )


def _whole(value: float | None) -> JsonValue:
    return int(value) if value is not None and value == value // 1 else plain(value)
