"""Sweeps are filtered and ordered by fields of their own, in every spelling, and not by those of runs."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from runql._models.projects.base import project_order_to_wire
from runql._models.sweeps.config import SweepMethod
from runql._models.sweeps.search import sweep_filter_to_wire, sweep_order_to_wire
from runql._models.sweeps.state import SweepState
from runql.errors import FilterError, OrderError
from runql.filters import F

MOMENT = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("filters", "sent"),
    [
        (None, {}),
        ({"id": "abc12345"}, {"name": "abc12345"}),
        ("id in ['a', 'b']", {"name": {"$in": ["a", "b"]}}),
        ({"method": "grid"}, {"method": "grid"}),
        ({"method": SweepMethod.BAYES}, {"method": "bayes"}),
        (F.state == "RUNNING", {"state": "RUNNING"}),
        (F.state == SweepState.PAUSED, {"state": "PAUSED"}),
        (F.display_name.matches("^lr"), {"displayName": {"$regex": "^lr"}}),
        ({"display_name": "x", "created_at": {"$gt": MOMENT}},
         {"displayName": "x", "createdAt": {"$gt": "2026-01-31T12:00:00Z"}}),
        ({"$nor": [F.state == "RUNNING", {"description": None}]},
         {"$nor": [{"state": "RUNNING"}, {"description": None}]}),
        (F.field("config.program") == "train.py", {"config.program": "train.py"}),
    ],
    ids=str,
)  # fmt: skip
def test_a_filter_of_sweeps_is_sent_as(filters: Any, sent: dict[str, object]) -> None:
    assert json.loads(sweep_filter_to_wire(filters)) == sent


@pytest.mark.parametrize(
    ("filters", "hint"),
    [
        ({"name": "night"}, "'display_name'"),
        (F.name == "night", "'id'"),
        ("name == 'night'", "'display_name'"),
        ({"config.lr": 1}, "sweep.runs"),
        (F.summary["loss"] < 1, "sweep.runs"),
        ({"tags": "a"}, "sweep.runs"),
        ({"duration": {"$gt": 1}}, "sweep.runs"),
        ({"methd": "grid"}, "'method'"),
        ({"method": "bayse"}, "'bayes'"),
        ({"state": "running"}, "'RUNNING'"),
        (F.state == "finished", "'FINISHED'"),
        ("state == 'Paused'", "'PAUSED'"),
        ({"createdAt": 5}, "fromtimestamp"),
        ({"$and": []}, "one or more"),
    ],
    ids=str,
)
def test_what_is_no_field_or_value_of_a_sweep_is_refused(filters: Any, hint: str) -> None:
    with pytest.raises(FilterError) as refused:
        sweep_filter_to_wire(filters)
    assert hint in str(refused.value)


@pytest.mark.parametrize(
    ("order", "sent"),
    [
        ("-createdAt", "-created_at"),
        (" + heartbeat_at", "+heartbeat_at"),
        (F.created_at.desc(), "-created_at"),
        (F.state.asc(), "+state"),
        ("id", "+name"),
    ],
)
def test_an_order_of_sweeps_is_sent_as(order: Any, sent: str) -> None:
    assert sweep_order_to_wire(order) == sent


@pytest.mark.parametrize(
    "order", ["name", "-name", "creatd_at", "+-state", "", "state,method", F.config["lr"].asc(), 5]
)
def test_what_sweeps_are_not_ordered_by_is_refused(order: Any) -> None:
    with pytest.raises(OrderError) as refused:
        sweep_order_to_wire(order)
    assert refused.value.hint


def test_projects_are_ordered_by_their_own_columns() -> None:
    assert project_order_to_wire("-created_at") == "-created_at"
    assert project_order_to_wire(F.name.asc()) == "+name"
    for order in ("updated_at", "+-name", "nam"):
        with pytest.raises(OrderError, match="Projects cannot be ordered"):
            project_order_to_wire(order)
