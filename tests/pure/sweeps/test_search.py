"""Sweeps are filtered and ordered by fields of their own, in every spelling, and not by those of runs."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from runql._models.projects.base import project_order_to_wire
from runql._models.sweeps.config import SweepMethod
from runql._models.sweeps.matching import matches
from runql._models.sweeps.search import SweepSearch, sweep_order_to_wire
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
    search = SweepSearch.checked(filters)
    assert json.loads(search.wire) == sent
    assert not search.local
    assert search.filtered is bool(sent)


@pytest.mark.parametrize(
    ("filters", "hint"),
    [
        ({"nme": "night"}, "'name'"),
        ({"name": ["night"]}, "$in"),
        ({"name": 5}, "'5'"),
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
        ({"$and": []}, "at least one filter"),
    ],
    ids=str,
)
def test_what_is_no_field_or_value_of_a_sweep_is_refused(filters: Any, hint: str) -> None:
    with pytest.raises(FilterError) as refused:
        SweepSearch.checked(filters)
    assert hint in str(refused.value)


@dataclass
class Sweep:
    """The search that is read from a sweep: labeled in its config, or None."""

    id: str
    name: str
    method: str = "grid"

    @property
    def _snapshot(self) -> Any:
        return SimpleNamespace(
            display_name=None, description=None, method=self.method, state="RUNNING",
            created_at=MOMENT, heartbeat_at=MOMENT, updated_at=None,
        )  # fmt: skip


NIGHT, DAY, BARE = Sweep("s1", "night"), Sweep("s2", "day", "bayes"), Sweep("s3", "s3")


@pytest.mark.parametrize(
    ("filters", "wire", "found"),
    [
        ({"name": "night"}, {}, "s1"),
        (F.name == "night", {}, "s1"),
        ("name == 'night'", {}, "s1"),
        ({"name": "s1"}, {}, "s1"),
        ({"name": "s3"}, {}, "s3"),
        ({"name": "nigt"}, {}, ""),
        ({"name": {"$in": ["day", "s3"]}}, {}, "s2 s3"),
        ({"name": {"$ne": "night"}}, {}, "s2 s3"),
        ({"name": {"$nin": ["s1", "day"]}}, {}, "s3"),
        (~(F.name == "night"), {}, "s2 s3"),
        ({"name": {"$not": {"$regex": "^n"}}}, {}, "s2 s3"),
        (F.name.matches("^(night|day)$"), {}, "s1 s2"),
        ({"name": {"$contains": "a"}}, {}, "s2"),
        ({"name": {"$gt": "s2"}}, {}, "s3"),
        ({"name": {"$exists": True}}, {}, "s1 s2 s3"),
        ({"name": "day", "method": "bayes"}, {"method": "bayes"}, "s2"),
        ((F.name == "day") & (F.state == "RUNNING"), {"$and": [{"state": "RUNNING"}]}, "s2"),
        ({"$or": [{"name": "day"}, {"method": "grid"}]}, {}, "s1 s2 s3"),
        ({"$nor": [{"name": "day"}, {"description": "x"}]}, {}, "s1 s3"),
        ({"$or": [{"name": "day"}, {"created_at": {"$gt": MOMENT}}]}, {}, "s2"),
        ({"$or": [{"name": "day"}, {"created_at": {"$gte": MOMENT}}]}, {}, "s1 s2 s3"),
        ({"$or": [{"name": "day"}, {"updated_at": None}]}, {}, "s1 s2 s3"),
    ],
    ids=str,
)
def test_names_are_looked_at_here(filters: Any, wire: dict[str, object], found: str) -> None:
    search = SweepSearch.checked(filters)
    assert json.loads(search.wire) == wire
    assert search.filtered
    sweeps: list[Any] = [NIGHT, DAY, BARE]
    assert " ".join(each.id for each in sweeps if matches(search.local, each)) == found


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
