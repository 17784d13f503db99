"""Which run is the best: numbers of a summary, and what `define_metric(summary=...)` writes in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from runql._models.sweeps.config import Goal
from runql._models.sweeps.ranking import Ranking, unknown_metric
from runql.errors import UsageError

SMALL = Ranking("loss", Goal.MINIMIZE)
LARGE = Ranking("loss", Goal.MAXIMIZE)


@dataclass
class Run:
    id: str
    summary: dict[str, Any]

    def _document(self, name: str) -> dict[str, Any]:
        assert name == "summary"
        return self.summary


def value(ranking: Ranking, found: object) -> float | None:
    return ranking.value(Run("r", {"loss": found}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ranking", "found", "number"),
    [
        (SMALL, 0.5, 0.5),
        (SMALL, {"min": 0.1}, 0.1),
        (SMALL, {"min": 0.1, "max": 2, "mean": 1, "last": 0.3}, 0.1),
        (LARGE, {"min": 0.1, "max": 2, "mean": 1, "last": 0.3}, 2),
        (SMALL, {"best": 0.2, "last": 0.3}, 0.2),
        (LARGE, {"best": 0.2, "min": 0.1}, 0.2),
        (SMALL, {"last": 0.3}, 0.3),
        (SMALL, {"mean": 0.4}, 0.4),
        (Ranking("loss.max", Goal.MINIMIZE), {"max": 2}, 2),
        (SMALL, {"min": float("nan")}, None),
        (SMALL, {"min": "NaN"}, None),
        (SMALL, {"train": {"min": 1}}, None),
        (Ranking("loss.train", Goal.MINIMIZE), {"train": {"min": 1}}, 1),
        (SMALL, "text", None),
        (SMALL, True, None),
        (SMALL, 10**400, None),
        (SMALL, {"min": -(10**400)}, None),
        (SMALL, None, None),
    ],
    ids=str,
)
def test_the_aggregate_that_fits_the_goal_is_taken(
    ranking: Ranking, found: object, number: float | None
) -> None:
    assert value(ranking, found) == number


@pytest.mark.parametrize(("ranking", "member"), [(SMALL, "max"), (LARGE, "min")])
def test_an_aggregate_against_the_goal_is_named(ranking: Ranking, member: str) -> None:
    with pytest.raises(UsageError) as refused:
        value(ranking, {member: 1})
    assert f"metric='loss.{member}'" in str(refused.value)


def test_runs_with_aggregates_stand_among_those_with_numbers() -> None:
    runs = [
        Run("a", {"loss": 0.3}),
        Run("b", {"loss": {"min": 0.1}}),
        Run("c", {"loss": 0.2}),
        Run("d", {}),
    ]
    best: list[Any] = SMALL.best_first(runs)
    assert [run.id for run in best] == ["b", "c", "a"]
    worst: list[Any] = LARGE.best_first(runs[::2])
    assert [run.id for run in worst] == ["a", "c"]


def test_a_metric_that_no_run_has_is_told_with_the_near_one() -> None:
    runs: list[Any] = [Run("a", {"loss": {"min": 0.1}, "_step": 3}), Run("b", {"acc": 1})]
    error = unknown_metric("the sweep e/p/s", Ranking("los.min", Goal.MINIMIZE), runs)
    assert error is not None
    assert "Did you mean metric='loss.min'" in str(error)
    assert "acc, loss.min" in str(error)
    assert unknown_metric("the sweep e/p/s", Ranking("acc", Goal.MINIMIZE), runs) is None
    assert unknown_metric("the sweep e/p/s", SMALL, runs) is None
    assert unknown_metric("the sweep e/p/s", SMALL, []) is None
