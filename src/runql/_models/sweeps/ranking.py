"""Which run of a sweep is the best: the one with the best number, and not the first that a server lists."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from runql._choices import checked_choice
from runql._frames.flatten import flatten
from runql._models.sweeps.config import Goal, SweepConfig
from runql._paging.order import Order, order_to_wire
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._models.runs.base import RunBase

__all__ = [
    "ABANDONED",
    "Ranking",
    "choose_ranking",
    "metric_value",
    "no_best_run",
    "ordered_ranking",
]

ABANDONED: Final = ("crashed", "failed", "killed")
"""States of runs whose last value nobody stands for."""

AnyRun = TypeVar("AnyRun", bound="RunBase[Any, Any]")


@dataclass(frozen=True, slots=True)
class Ranking:
    """By what runs are compared.

    Attributes:
        metric: Key of the summary, with dots between nested keys.
        goal: Which way is better.
        abandoned: Whether runs that failed, crashed or were killed count too.
    """

    metric: str
    goal: Goal
    abandoned: bool = False

    @property
    def order(self) -> str:
        """The order that has the best run first."""
        return f"{'-' if self.goal is Goal.MAXIMIZE else '+'}summary_metrics.{self.metric}"

    @property
    def filters(self) -> dict[str, object]:
        """The filter for runs that can be the best."""
        wanted: dict[str, object] = {f"summary_metrics.{self.metric}": {"$exists": True}}
        return wanted if self.abandoned else {**wanted, "state": {"$nin": list(ABANDONED)}}

    def best_first(self, runs: Iterable[AnyRun]) -> list[AnyRun]:
        """Return the runs that have a finite number, best first; earlier ones before equal ones."""
        sign = -1.0 if self.goal is Goal.MAXIMIZE else 1.0
        found = [
            (sign * value, index, run)
            for index, run in enumerate(runs)
            if (value := metric_value(run, self.metric)) is not None
        ]
        return [run for _, _, run in sorted(found, key=lambda each: each[:2])]


def choose_ranking(
    config: SweepConfig, *, metric: str | None, goal: str | None, abandoned: bool
) -> Ranking | None:
    """Return how the runs of a sweep are compared; None when nothing names a metric.

    Raises:
        UsageError: The goal is neither minimize nor maximize.
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


def ordered_ranking(order: str | Order, *, abandoned: bool) -> Ranking | None:
    """Return the ranking of an order by a key of the summary; None for every other order.

    Raises:
        OrderError: The server cannot order so.
    """
    wire = order_to_wire(order)
    key = wire[1:]
    if not key.startswith("summary_metrics."):
        return None
    goal = Goal.MAXIMIZE if wire.startswith("-") else Goal.MINIMIZE
    return Ranking(key.removeprefix("summary_metrics."), goal, abandoned)


def metric_value(run: RunBase[Any, Any], metric: str) -> float | None:
    """Return a finite number of a run's summary; None when there is none."""
    document: Mapping[str, Any] = run._document("summary")
    found = document[metric] if metric in document else flatten(document).get(metric)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return float(found) if math.isfinite(found) else None


def no_best_run(sweep: str, ranking: Ranking | None) -> NotFoundError:
    """Return the error for a sweep none of whose runs can be the best."""
    if ranking is None:
        return NotFoundError(f"The sweep {sweep} has no runs.", operation="ListRuns")
    which = "" if ranking.abandoned else " that did not fail, crash or get killed"
    return NotFoundError(
        f"No run of the sweep {sweep}{which} has a finite number as summary.{ranking.metric}.",
        hint="sweep.runs() lists what there is; metric= names another key, "
        "include_failed=True takes every run.",
        operation="ListRuns",
    )
