"""Run histories, and differences between runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, Field, JsonValue

from runql._display.counts import counted
from runql._mcp.results.base import Answer, cut_tail

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "AlignedMetric", "ComparedRun", "Difference", "MetricSeries", "Metrics", "PlottedMetrics",
    "RunComparison",
]  # fmt: skip


class MetricSeries(BaseModel):
    """A metric of a run, reduced to points that preserve minima and maxima."""

    key: str
    rows: int = Field(description="Number of history rows with the metric.")
    min: JsonValue = None
    x_at_min: JsonValue = None
    max: JsonValue = None
    x_at_max: JsonValue = None
    last: JsonValue = None
    has_nan: bool = Field(default=False, description="Whether some values are NaN or infinite.")
    columns: list[str] = Field(
        default=["x", "mean", "min", "max", "last"],
        description="A point is a bucket of neighboring rows; its x is the x of the last row.",
    )
    points: list[list[JsonValue]]

    def halve(self) -> bool:
        """Merge neighboring points, and return whether any were merged."""
        if len(self.points) < 4:
            return False
        merged = [
            _merged(self.points[index], self.points[index + 1])
            for index in range(0, len(self.points) - 1, 2)
        ]
        self.points = merged + self.points[len(merged) * 2 :]
        return True


class Metrics(Answer):
    """Metrics of a run over steps, time or another metric."""

    run: str
    x: str = Field(description="The x axis of the points.")
    exact: bool = Field(description="Whether `rows` are single rows instead of buckets.")
    series: list[MetricSeries] = Field(default=[])
    columns: list[str] = Field(default=[], description="Names of the columns of `rows`.")
    rows: list[list[JsonValue]] = Field(default=[], description="Exact rows, in order of _step.")
    total_rows: int = Field(description="Number of rows in the whole history.")
    next_min_step: int | None = Field(
        default=None, description="Pass as `min_step` for the next exact rows."
    )

    def reductions(self) -> list[Callable[[float], bool]]:
        """Merge points or remove the last rows, then remove the last metrics."""

        def coarser(share: float) -> bool:
            done = [series.halve() for series in self.series]
            if any(done):
                self.tell(
                    "points", "Neighboring points were merged; minima and maxima are preserved."
                )
            return any(done)

        def fewer(share: float) -> bool:
            removed = cut_tail(self.rows, share, 1)
            if removed:
                step = self.rows[-1][0]
                self.next_min_step = step + 1 if isinstance(step, int) else None
                self.tell("rows", "Fewer rows than requested fit: continue with min_step.")
            return removed > 0

        def metrics(share: float) -> bool:
            before = [each.key for each in self.series]
            if not cut_tail(self.series, share, 1):
                return False
            gone = before[len(self.series) :]
            self.tell(
                "series",
                f"Left out: {counted(len(gone), 'metric')}, from {gone[0]!r} on; request them separately.",
            )
            return True

        return [coarser, fewer, metrics]


def _merged(first: list[JsonValue], second: list[JsonValue]) -> list[JsonValue]:
    _, mean_a, min_a, max_a, last_a = first
    x, mean_b, min_b, max_b, last_b = second
    means = [each for each in (mean_a, mean_b) if isinstance(each, int | float)]
    return [
        x,
        float(f"{sum(means) / len(means):.6g}") if means else None,
        min(_numbers(min_a, min_b), default=None),
        max(_numbers(max_a, max_b), default=None),
        last_a if last_b is None else last_b,
    ]


def _numbers(*values: JsonValue) -> list[float]:
    return [each for each in values if isinstance(each, int | float)]


class ComparedRun(BaseModel):
    """A run of a comparison."""

    id: str
    name: str | None = None
    state: str


class Difference(BaseModel):
    """A key whose values differ between the runs."""

    key: str = Field(description="config.KEY, summary.KEY, metadata.KEY or packages.NAME.")
    values: list[JsonValue] = Field(
        description="One value per run, in order of `runs`; null if the run does not have the key."
    )


class AlignedMetric(BaseModel):
    """A metric of several runs at common positions of an axis."""

    key: str
    x: list[JsonValue]
    values: list[list[JsonValue]] = Field(
        description="One list per run, in order of `runs`; null outside the range of a run."
    )


class RunComparison(Answer):
    """Differences between runs."""

    runs: list[ComparedRun]
    differences: list[Difference]
    same_keys: int = Field(
        description="Number of config and summary keys with the same value in all runs."
    )
    metrics: list[AlignedMetric] = Field(default=[])

    def reductions(self) -> list[Callable[[float], bool]]:
        """Thin out the aligned metrics, then remove differences in packages, metadata and other parts."""

        def thinner(share: float) -> bool:
            longest = max((len(each.x) for each in self.metrics), default=0)
            if longest < 8:
                return False
            for each in self.metrics:
                each.x = _half(each.x)
                each.values = [_half(values) for values in each.values]
            self.tell("metrics", "Every second position of the aligned metrics was left out.")
            return True

        def fewer(share: float) -> bool:
            before = len(self.differences)
            if not cut_tail(self.differences, share, 1):
                return False
            count = before - len(self.differences)
            self.tell(
                "differences",
                f"Left out: at least {counted(count, 'difference')}; pass fewer `parts` or runs.",
            )
            return True

        return [thinner, fewer]


def _half(values: list[JsonValue]) -> list[JsonValue]:
    # Keep the last position, because runs ended there.
    return values[::-1][::2][::-1]


class PlottedMetrics(Answer):
    """The contents of a chart."""

    metric: str
    x: str
    groups: list[dict[str, JsonValue]] = Field(
        description="The lines of the chart, with their last values."
    )
    runs: int = Field(description="Number of runs in the chart.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the last lines from the list. The chart still shows them."""

        def fewer(share: float) -> bool:
            removed = cut_tail(self.groups, share)
            if removed:
                self.tell("groups", "The chart has more lines than this list.")
            return removed > 0

        return [fewer]
