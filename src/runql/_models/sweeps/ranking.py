"""Ranking of runs by a metric, independent of the server's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from runql._caller import warn_caller
from runql._choices import checked_choice
from runql._frames.flatten import flatten
from runql._models.runs.aggregates import DEFINED, AggregateOrder
from runql._models.sweeps.config import Goal, SweepConfig
from runql._paging.order import Order, order_to_wire
from runql._wire.json_types import is_finite
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql._models.runs.base import RunBase

__all__ = [
    "ABANDONED",
    "AGGREGATES",
    "Ranking",
    "choose_ranking",
    "named_ranking",
    "no_best_run",
    "ordered_ranking",
    "unknown_metric",
]

ABANDONED: Final = ("crashed", "failed", "killed")
"""States of runs whose last values are unreliable."""

AGGREGATES: Final[Mapping[Goal, tuple[str, ...]]] = {
    Goal.MINIMIZE: ("min", "best", "last", "mean"),
    Goal.MAXIMIZE: ("max", "best", "last", "mean"),
}
"""Members of an aggregate from `define_metric(summary=...)` by goal, the best match first."""

_GOALS: Final[Mapping[str, Goal]] = {"min": Goal.MINIMIZE, "max": Goal.MAXIMIZE}

AnyRun = TypeVar("AnyRun", bound="RunBase[Any, Any]")


@dataclass(frozen=True, slots=True)
class Ranking:
    """The metric, goal and states by which runs are compared.

    Attributes:
        metric: Summary key, with dots between nested keys.
        goal: Direction in which the metric improves.
        abandoned: Whether to include runs that failed, crashed or were killed.
    """

    metric: str
    goal: Goal
    abandoned: bool = False

    @property
    def order(self) -> AggregateOrder:
        """Sort order with the best run first."""
        return AggregateOrder(f"summary_metrics.{self.metric}", self.goal is Goal.MAXIMIZE)

    @property
    def filters(self) -> dict[str, object]:
        """Filter for candidates for the best run."""
        wanted: dict[str, object] = {f"summary_metrics.{self.metric}": {"$exists": True}}
        return wanted if self.abandoned else {**wanted, "state": {"$nin": list(ABANDONED)}}

    def best_first(self, runs: Iterable[AnyRun]) -> list[AnyRun]:
        """Return the runs with a finite value, best first. Runs with equal values keep their order.

        Raises:
            UsageError: If a run has aggregates of the metric, and none of them fits the goal.
        """
        sign = -1.0 if self.goal is Goal.MAXIMIZE else 1.0
        found = [
            (sign * value, index, run)
            for index, run in enumerate(runs)
            if (value := self.value(run)) is not None
        ]
        return [run for _, _, run in sorted(found, key=lambda each: each[:2])]

    def counts(self, run: RunBase[Any, Any]) -> bool:
        """Return whether the state of a run allows it to be the best."""
        return self.abandoned or run.state.value not in ABANDONED

    @property
    def with_aggregates(self) -> dict[str, object]:
        """Filter for candidates that have aggregates of the metric instead of a number."""
        members: list[object] = [
            {f"summary_metrics.{self.metric}.{name}": {"$exists": True}} for name in sorted(DEFINED)
        ]
        return {**self.filters, "$or": members}

    def value(self, run: RunBase[Any, Any]) -> float | None:
        """Return the finite value of a run's metric; None if it has none.

        For aggregates, this is the member that fits the goal.

        Raises:
            UsageError: If the run has aggregates of the metric, and none of them fits the goal.
        """
        found = _metric_of(run, self.metric)
        if not isinstance(found, Mapping):
            return _finite(found)
        member = self._member(run, found)
        return None if member is None else _finite(found[member])

    def warn_mixed(self, runs: Iterable[RunBase[Any, Any]]) -> None:
        """Warn if the values have different meanings, such as a minimum and a last value."""
        examples: dict[str, str] = {}
        for run in runs:
            if self.value(run) is not None:
                found = _metric_of(run, self.metric)
                member = self._member(run, found) if isinstance(found, Mapping) else None
                key = self.metric if member is None else f"{self.metric}.{member}"
                examples.setdefault(key, run.id)
        if len(examples) < 2:
            return
        named = [f"{key} of run {run}" for key, run in sorted(examples.items())]
        chosen = next(key for key in sorted(examples) if key != self.metric)
        warn_caller(
            f"The compared values of summary.{self.metric} have different meanings: {', '.join(named[:-1])} and "
            f"{named[-1]}. Pass metric={chosen!r} to compare only runs with this key."
        )

    def _member(self, run: RunBase[Any, Any], found: Mapping[str, Any]) -> str | None:
        defined = DEFINED & set(found)
        if not defined:
            return None
        for name in AGGREGATES.get(self.goal, ()):
            if name in defined:
                return name
        keys = ", ".join(f"{self.metric}.{name}" for name in sorted(defined))
        raise UsageError(
            f"summary.{self.metric} of run {run.id} contains {keys}, but no number to {self.goal.value}.",
            hint=f"Pass one of these keys, such as metric={next(iter(keys.split(', ')))!r}.",
        )


def choose_ranking(
    config: SweepConfig, *, metric: str | None, goal: str | None, abandoned: bool
) -> Ranking | None:
    """Return the ranking of a sweep's runs; None if there is no metric.

    Raises:
        UsageError: If the goal is neither minimize nor maximize.
    """
    if goal is not None:
        checked_choice("goal", goal, Goal)
    own = config.metric
    name = metric or (own.name if own is not None else None)
    if name is None:
        return None
    name = name.removeprefix("summary_metrics.").removeprefix("summary.")
    if goal is not None:
        return Ranking(name, Goal(goal), abandoned)
    same = own is not None and own.name == name
    known = own.goal if own is not None and same and own.goal.is_known else Goal.MINIMIZE
    return Ranking(name, known, abandoned)


def named_ranking(metric: str, mode: str, *, abandoned: bool) -> Ranking:
    """Return the ranking by a summary key, with or without the prefix `summary.`.

    Raises:
        UsageError: If the mode is neither min nor max, or the metric is not a summary key.
    """
    goal = _GOALS[checked_choice("mode", mode, _GOALS)]
    if not metric or metric.startswith("config."):
        raise UsageError(
            f"metric must be a summary key, got {metric!r}.",
            hint="Pass a key such as 'summary.loss'.",
        )
    name = metric.removeprefix("summary_metrics.").removeprefix("summary.")
    return Ranking(name, goal, abandoned)


def ordered_ranking(order: str | Order, *, abandoned: bool) -> Ranking | None:
    """Return the ranking of a sort order by a summary key; None for any other sort order.

    Raises:
        OrderError: If the server cannot sort by this order.
    """
    wire = order_to_wire(order)
    key = wire[1:]
    if not key.startswith("summary_metrics."):
        return None
    goal = Goal.MAXIMIZE if wire.startswith("-") else Goal.MINIMIZE
    return Ranking(key.removeprefix("summary_metrics."), goal, abandoned)


def _metric_of(run: RunBase[Any, Any], metric: str) -> object:
    """Return the value of a summary key, with dots between nested keys; None if it is absent."""
    document: Mapping[str, Any] = run._document("summary")
    if metric in document:
        return document[metric]
    flat = flatten(document)
    if metric in flat:
        return flat[metric]
    found: object = document
    for key in metric.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _finite(value: object) -> float | None:
    return float(value) if is_finite(value) and not isinstance(value, bool) else None


def unknown_metric(
    where: str, ranking: Ranking, runs: Iterable[RunBase[Any, Any]]
) -> NotFoundError | None:
    """Return the error for a metric that no run has; None if a run has it, or there are no runs."""
    known: dict[str, None] = {}
    for run in runs:
        if _metric_of(run, ranking.metric) is not None:
            return None
        known |= {key: None for key in flatten(run._document("summary")) if not key.startswith("_")}
    if not known:
        return None
    import difflib

    near = difflib.get_close_matches(ranking.metric, known, n=1)
    return NotFoundError(
        f"No run of {where} has summary.{ranking.metric}.",
        hint=(f"Did you mean metric={near[0]!r}? " if near else "")
        + f"Summary keys: {', '.join(sorted(known)[:20])}.",
        operation="ListRuns",
    )


def no_best_run(sweep: str, ranking: Ranking | None) -> NotFoundError:
    """Return the error for a sweep without candidates for the best run."""
    if ranking is None:
        return NotFoundError(f"Sweep {sweep} has no runs.", operation="ListRuns")
    which = "" if ranking.abandoned else " (excluding failed, crashed and killed runs)"
    return NotFoundError(
        f"No run of sweep {sweep}{which} has a finite number as summary.{ranking.metric}.",
        hint="List the runs with sweep.runs(). Pass metric= for another key, or "
        "include_failed=True for all runs.",
        operation="ListRuns",
    )
