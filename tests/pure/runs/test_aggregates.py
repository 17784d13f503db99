"""Filters and orders of runs whose summaries have aggregates, `{"min": 0.1}`, in place of numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from runql_graphql.scalars import JSONString

from runql._models.runs.aggregates import (
    AggregateOrder,
    aggregates_of,
    compared_metrics,
    compared_with_aggregates,
    holding_aggregates,
    refuse_ordered_aggregates,
)
from runql.errors import OrderError
from runql.filters import F, filters_to_wire


@dataclass
class Run:
    """What is read of a run."""

    summary: dict[str, Any] | None
    id: str = "r"

    @property
    def _snapshot(self) -> Any:
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
    run: Any = Run(summary)
    assert aggregates_of(run, metric) == keys


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
        (~(F.summary["loss"] < 1), []),
        (F.summary["loss"].exists(), []),
        (F.summary["loss"] != 1, []),
        (F.summary["note"] == "x", []),
        (F.config["lr"] < 1, []),
        (None, []),
    ],
    ids=str,
)
def test_metrics_that_a_filter_compares_with_numbers(filters: Any, metrics: list[str]) -> None:
    assert compared_metrics(filters_to_wire(filters)) == metrics


def test_a_filter_that_found_nothing_names_the_key_to_compare() -> None:
    runs: list[Any] = [Run({"loss": {"min": 1}})]
    assert '"summary_metrics.loss.min"' in holding_aggregates(["loss"])
    error = compared_with_aggregates(["acc", "loss"], runs)
    assert error is not None
    assert "summary_metrics.loss.min" in str(error)
    assert compared_with_aggregates(["acc"], runs) is None
    assert compared_with_aggregates(["loss"], []) is None
