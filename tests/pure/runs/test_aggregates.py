"""Filters and orders of runs whose summaries have aggregates, `{"min": 0.1}`, in place of numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from runql_graphql.ops.runs.base import list_runs
from runql_graphql.scalars import JSONString

from runql._models.runs.aggregates import (
    AggregateOrder,
    AggregatesProbe,
    aggregates_in,
    compared_metrics,
    refuse_ordered_aggregates,
)
from runql.errors import FilterError, OrderError
from runql.filters import F, filters_to_wire


@dataclass
class Run:
    """Attributes of a run that are read."""

    summary: dict[str, Any] | None
    id: str = "r"

    @property
    def _sent(self) -> Any:
        held = None if self.summary is None else JSONString(json.dumps(self.summary))
        return SimpleNamespace(summary_metrics=held)

    def _document(self, name: str) -> dict[str, Any]:
        return {} if self.summary is None or name != "summary" else self.summary


@pytest.mark.parametrize(
    ("summary", "metric", "keys"),
    [
        ({"loss": {"min": 1, "max": 2}}, "loss", ["loss.max", "loss.min"]),
        ({"eval": {"loss": {"best": 1}}}, "eval.loss", ["eval.loss.best"]),
        ({"eval.loss": {"last": 1}}, "eval.loss", ["eval.loss.last"]),
        ({"loss": 1, "other": {"min": 1}}, "loss", []),
        ({"loss": {"min": 1, "train": 2}}, "loss", []),
        ({"loss": {}}, "loss", []),
        ({}, "loss", []),
        (None, "loss", []),
    ],
    ids=str,
)
def test_the_aggregates_of_a_metric(summary: Any, metric: str, keys: list[str]) -> None:
    assert aggregates_in(Run(summary)._sent.summary_metrics, metric) == keys


def test_an_order_by_aggregates_names_one_of_them() -> None:
    runs: list[Any] = [Run({"loss": 1}), Run({"loss": {"min": 1}})]
    with pytest.raises(OrderError, match=r"order='-summary_metrics\.loss\.min'"):
        refuse_ordered_aggregates("-summary.loss", "-summary_metrics.loss", runs)
    refuse_ordered_aggregates("summary.acc", "+summary_metrics.acc", runs)
    refuse_ordered_aggregates(None, "+created_at", runs)
    refuse_ordered_aggregates(AggregateOrder("summary.loss"), "+summary_metrics.loss", runs)


@pytest.mark.parametrize(
    ("filters", "metrics"),
    [
        (F.summary["loss"] < 1, ["loss"]),
        ((F.summary["a"] == 1) & ((F.summary["b"] > 1) | (F.state == "failed")), ["a", "b"]),
        (F.summary["loss"].in_([1, 2]), ["loss"]),
        (~(F.summary["loss"] < 1), ["loss"]),
        ({"summary.loss": {"$not": {"$lt": 1}}}, ["loss"]),
        (F.summary["loss"].exists(), []),
        (F.summary["loss"] != 1, ["loss"]),
        (F.summary["loss"].not_in([1]), ["loss"]),
        (F.summary["note"] == "x", []),
        (F.config["lr"] < 1, []),
        (None, []),
    ],
    ids=str,
)
def test_metrics_that_a_filter_compares_with_numbers(filters: Any, metrics: list[str]) -> None:
    assert compared_metrics(filters_to_wire(filters)) == metrics


def listed(runs: list[Run], total: int) -> Any:
    found = [
        SimpleNamespace(name=run.id, summary_metrics=run._sent.summary_metrics) for run in runs
    ]
    return found, total


def probe_of(filters: Any, order: str | None = None, *, with_order: bool = False) -> Any:
    call = list_runs(entity="e", project="p", filters=filters_to_wire(filters), order=order)
    return AggregatesProbe.of(call, with_order=with_order)


def test_a_filter_that_found_nothing_names_the_key_to_compare() -> None:
    probe = probe_of((F.summary["acc"] < 1) & (F.summary["loss"] < 1))
    with pytest.raises(FilterError, match=r"summary_metrics\.loss\.min"):
        probe.judge(*listed([Run({"loss": {"min": 1}})], 1), is_empty=True)
    probe.judge(*listed([], 0), is_empty=True)


def test_a_filter_that_passes_runs_over_warns_with_their_number() -> None:
    probe = probe_of(F.summary["loss"] < 1)
    found = listed([Run({"loss": {"min": 1}}), Run({"loss": {"max": 1}})], 12)
    with pytest.warns(
        UserWarning, match=r"^12 runs have loss\.max, loss\.min instead of a number"
    ) as seen:
        probe.judge(*found, is_empty=False)
    assert seen[0].filename == __file__
    with pytest.warns(UserWarning, match=r"^1 run has loss\.min"):
        probe.judge(*listed([Run({"loss": {"min": 1}})], 1), is_empty=False)


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 run has"), (4, "4 runs"), (5, "At least 5 runs")]
)
def test_a_server_without_a_count_gives_no_wrong_number(number: int, said: str) -> None:
    runs, _ = listed([Run({"loss": {"min": 1}})] * number, 0)
    with pytest.warns(UserWarning, match=f"^{said}"):
        probe_of(F.summary["loss"] < 1).judge(runs, None, is_empty=False)


def test_only_comparisons_and_orders_of_the_summary_are_probed() -> None:
    assert probe_of(F.config["lr"] < 1, "-summary_metrics.loss") is None
    assert probe_of(None, "-created_at", with_order=True) is None
    probe = probe_of(None, "-summary_metrics.loss", with_order=True)
    with pytest.raises(OrderError, match=r"order='-summary_metrics\.loss\.min'"):
        probe.judge(*listed([Run({"loss": {"min": 1}})], 1), is_empty=False)


def test_a_probe_keeps_the_other_conditions() -> None:
    held = [
        {f"summary_metrics.loss.{name}": {"$exists": True}}
        for name in ("best", "last", "max", "mean", "min")
    ]
    less: dict[str, Any] = {"summary_metrics.loss": {"$lt": 1}}
    probe = probe_of({"state": "finished", **less, "$nor": [less]})
    variables = probe.call.variables
    assert json.loads(str(variables["filters"])) == {
        "$and": [
            {
                "$and": [
                    {"state": "finished"},
                    {"$or": [less, *held]},
                    {"$nor": [{"$and": [less, {"$nor": held}]}]},
                ]
            },
            {"$or": held},
        ]
    }
    assert (variables["first"], variables["withConfig"], variables["order"]) == (5, False, None)
