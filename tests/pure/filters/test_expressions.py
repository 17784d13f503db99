"""Expressions and dicts: what they send, and what they refuse before anything is sent."""

from __future__ import annotations

import copy
import datetime as dt
import enum
import json
import pickle
import re
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import FilterError
from runql.filters import F, Filter, and_filters, filters_to_wire, from_mongo

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)


class State(enum.StrEnum):
    FINISHED = "finished"


SENT: list[tuple[Filter, dict[str, Any]]] = [
    (F.state == "finished", {"state": "finished"}),
    (F.state == State.FINISHED, {"state": "finished"}),
    (F.state != "finished", {"state": {"$ne": "finished"}}),
    (F.state.in_(["failed", State.FINISHED]), {"state": {"$in": ["failed", "finished"]}}),
    (F.name.not_in(name for name in ("a", "b")), {"name": {"$nin": ["a", "b"]}}),
    (F.sweep == None, {"sweep": None}),  # noqa: E711
    (F.display_name.matches("^base"), {"displayName": {"$regex": "^base"}}),
    (F.job_type == "eval", {"jobType": "eval"}),
    (F.config["lr"] >= 1e-3, {"config.lr": {"$gte": 1e-3}}),
    (0.5 > F.config["lr"], {"config.lr": {"$lt": 0.5}}),  # noqa: SIM300
    (F.config["opt"]["lr"] < 1, {"config.opt.lr": {"$lt": 1}}),
    (F.config["a.b"] == True, {"config.a.b": True}),  # noqa: E712
    (F.summary["eval/loss"] <= 2**60 + 1, {"summary_metrics.eval/loss": {"$lte": 2**60 + 1}}),
    (F.summary["loss"].exists(), {"summary_metrics.loss": {"$exists": True}}),
    (F.summary["loss"].missing(), {"summary_metrics.loss": {"$exists": False}}),
    (F.created_at > NOON, {"createdAt": {"$gt": "2026-01-31T12:00:00Z"}}),
    (F.created_at > dt.date(2026, 1, 31), {"createdAt": {"$gt": "2026-01-31T00:00:00Z"}}),
    (F.heartbeat_at < "2026-01-31", {"heartbeatAt": {"$lt": "2026-01-31"}}),
    (F.duration > dt.timedelta(hours=1), {"duration": {"$gt": 3600.0}}),
    (F.duration > 60, {"duration": {"$gt": 60}}),
    (F.tags == "best", {"tags": "best"}),
    (F.tags.contains("best"), {"tags": "best"}),
    (F.tags.any("a", "b"), {"tags": {"$in": ["a", "b"]}}),
    (F.tags.none("a"), {"tags": {"$nin": ["a"]}}),
    (F.tags.all("a", "b"), {"$and": [{"tags": "a"}, {"tags": "b"}]}),
    (F.field("somethingNew") == 1, {"somethingNew": 1}),
    (F.field("state") == "dozing", {"state": "dozing"}),
    (F.config["cols"] == ["lr"], {"config.cols": ["lr"]}),
    (F.config["cols"] != ("lr", 1), {"config.cols": {"$ne": ["lr", 1]}}),
    (F.config["opt"] == {"name": "adam"}, {"config.opt": {"name": "adam"}}),
    (F.config["opt"] == {"$lt": 1}, {"config.opt": {"$eq": {"$lt": 1}}}),
    (F.config["cols"].in_([["lr"], "x"]), {"config.cols": {"$in": [["lr"], "x"]}}),
    (F.config["cols"].has_all(["lr"]), {"config.cols": {"$all": ["lr"]}}),
    (F.config["cols"].has_length(2), {"config.cols": {"$size": 2}}),
    (F.notes.contains_text("a.b"), {"notes": {"$contains": "a.b"}}),
    (~(F.config["x"] < 5), {"$nor": [{"config.x": {"$lt": 5}}]}),
]


@pytest.mark.parametrize(("expression", "document"), SENT, ids=[str(sent) for _, sent in SENT])
def test_an_expression_is_sent_as(expression: Filter, document: dict[str, Any]) -> None:
    assert expression.to_mongo() == document
    assert json.loads(filters_to_wire(expression)) == document
    assert expression.explain() == filters_to_wire(expression)


def test_a_key_named_like_the_level_between_is_told_apart_from_it() -> None:
    assert (F.config["value"] == 1).to_mongo() == {"config.value": 1}
    assert (F.config["a"]["value"] == 1).to_mongo() == {"config.a.value.value": 1}


def test_a_moment_of_any_zone_is_sent_in_utc() -> None:
    east = dt.datetime(2026, 1, 1, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    assert (F.created_at == east).to_mongo() == {"createdAt": "2025-12-31T23:30:00Z"}


def test_joining_flattens_what_is_alike_and_keeps_the_rest() -> None:
    a, b, c = F.state == "a", F.state == "b", F.state == "c"
    assert (a & b & c).to_mongo() == {"$and": [{"state": "a"}, {"state": "b"}, {"state": "c"}]}
    assert (a | b & c).to_mongo() == {
        "$or": [{"state": "a"}, {"$and": [{"state": "b"}, {"state": "c"}]}]
    }
    assert (~~a).to_mongo() == {"$nor": [{"$nor": [{"state": "a"}]}]}


def test_filters_are_equal_when_they_send_the_same() -> None:
    one, same, other = F.config["x"] > 1, F.config["x"] > 1, F.config["x"] > 1.0
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert len({one, same, other}) == 2
    assert from_mongo({"config.x": {"$gt": 1}}) == one


@pytest.mark.parametrize("expression", [expression for expression, _ in SENT], ids=str)
def test_filters_survive_pickling_and_copying(expression: Filter) -> None:
    assert pickle.loads(pickle.dumps(expression)) == expression
    assert copy.deepcopy(expression) == expression


def test_filters_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        (F.state == "x").field = "y"  # type: ignore[attr-defined]


def test_flags_of_a_pattern_go_into_its_text() -> None:
    flagged = re.compile("a.b", re.IGNORECASE | re.DOTALL)
    assert F.notes.matches(flagged).to_mongo() == {"notes": {"$regex": "(?is)a.b"}}
    inline = re.compile("(?i)a")
    assert F.notes.matches(inline).to_mongo() == {"notes": {"$regex": "(?i)a"}}


@pytest.mark.parametrize("pattern", [r"\pN+", "[[:alpha:]]", r"\(?=", "[(?=]", r"a\\1"])
def test_what_re2_understands_passes(pattern: str) -> None:
    assert F.notes.matches(pattern).to_mongo() == {"notes": {"$regex": pattern}}


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: bool(F.state == "x"), "&, | and ~"),
    (lambda: 0 < F.config["x"] < 1, "a < b < c"),
    (lambda: (F.state == "x") and (F.name == "y"), "Do not use and"),
    (lambda: bool(F.state), "F.state.exists()"),
    (lambda: F.state == "x" & F.name == "y", "parentheses"),  # type: ignore[operator]
    (lambda: (F.state == "x") & {"name": "y"}, "from_mongo"),  # type: ignore[operator]
    (lambda: F.config["x"] == F.config["y"], "with values"),  # type: ignore[operator]
    (lambda: F.config["x"] == float("nan"), "exists()"),
    (lambda: F.config["x"] < float("inf"), "bounds"),
    (lambda: F.config["x"] < None, "missing()"),
    (lambda: F.config["x"] == Decimal(1), "Decimal"),
    (lambda: F.config["x"] == 10**400, "too large"),
    (lambda: F.config["x"] == "\ud800", "cannot be encoded"),
    (lambda: F.config[""], "is empty"),
    (lambda: F.config[0], "'0'"),  # type: ignore[index]
    (lambda: F.created_at > dt.datetime(2026, 1, 1), "timezone.utc"),  # noqa: DTZ001
    (lambda: F.created_at > 1.7e9, "fromtimestamp"),  # type: ignore[operator]
    (lambda: F.created_at > "yesterday", "2026-01-31T12:00:00Z"),
    (lambda: F.duration > "1h", "timedelta"),  # type: ignore[operator]
    (lambda: F.state == 5, "'5'"),
    (lambda: F.state.in_("finished"), "['finished']"),
    (lambda: F.tags.all(), "requires at least one tag"),
    (lambda: F.notes.matches("("), "unterminated"),
    (lambda: F.notes.matches("(?=a)"), "RE2"),
    (lambda: F.notes.matches(r"(a)\1"), "RE2"),
    (lambda: F.notes.matches(re.compile("a", re.VERBOSE)), "IGNORECASE"),
    (lambda: F.notes.matches(re.compile(b"a")), "string"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(
    ("attempt", "hint"), REFUSED, ids=[f"{n} {hint}" for n, (_, hint) in enumerate(REFUSED)]
)
def test_what_cannot_work_is_refused_with_a_remedy(
    attempt: Callable[[], object], hint: str
) -> None:
    with pytest.raises(FilterError) as raised:
        attempt()
    assert hint in str(raised.value)


def test_documents_cannot_be_iterated_without_end() -> None:
    for field in (F.config, F.config["x"]):
        with pytest.raises(TypeError):
            iter(field)  # type: ignore[call-overload]


PASSED: list[dict[str, Any]] = [
    {},
    {"state": "finished", "createdAt": {"$gt": "2026-01-01T00:00:00Z"}, "created_at": None},
    {"$or": [{"config.a.value": 1}, {"config.a": {"$in": [1, None, "x", True]}}]},
    {"$and": [{"$nor": [{"tags": {"$all": ["a"]}}]}, {"displayName": {"$regex": "^a"}}]},
    {"$not": {"display_name": "a"}},
    {"tags": {"$in": ["a", "b"]}, "jobType": {"$not": {"$in": ["x"]}}},
    {"config.cols": ["a", "b"], "summary_metrics.best": {"$ne": [1, {"x": None}]}},
    {"config.cols": {"$in": [["a"], {"b": 1}, "c"]}},
    {"config.opt": {"name": "adam", "betas": [0.9, 0.99]}},
    {"config.text": {"$contains": "x"}, "config.list": {"$size": 2}},
    {"summary_metrics.loss": {"$gte": 0, "$lt": 1.5, "$exists": True}},
    {"entity": "e", "keys_info.keys.loss": {"$exists": True}},
]


@pytest.mark.parametrize("document", PASSED, ids=str)
def test_a_dict_of_the_official_language_passes_unchanged(document: dict[str, Any]) -> None:
    assert filters_to_wire(document) == json.dumps(document)


def test_values_in_a_dict_are_converted() -> None:
    document = {
        "createdAt": {"$gt": NOON},
        "state": {"$in": (State.FINISHED, "failed")},
        "tags": {"$in": frozenset({"b", "a"})},
        "duration": {"$lt": dt.timedelta(minutes=1)},
        "displayName": {"$regex": re.compile("A", re.IGNORECASE)},
        "$and": (F.config["x"] > 1, MappingProxyType({"name": "n"})),
    }
    assert json.loads(filters_to_wire(document)) == {
        "createdAt": {"$gt": "2026-01-31T12:00:00Z"},
        "state": {"$in": ["finished", "failed"]},
        "tags": {"$in": ["a", "b"]},
        "duration": {"$lt": 60.0},
        "displayName": {"$regex": "(?i)A"},
        "$and": [{"config.x": {"$gt": 1}}, {"name": "n"}],
    }


def test_the_spelling_that_no_server_knows_is_corrected() -> None:
    assert filters_to_wire({"summary.loss": 1}) == '{"summary_metrics.loss": 1}'


REFUSED_DICTS: list[tuple[Any, str]] = [
    ({"stat": "x"}, "'state'"),
    ({"$and": [{"name": "x"}, {"$or": [{"Tags": "x"}]}]}, "filters['$and'][1]['$or'][0]"),
    ({"id": "x"}, "'name'"),
    ({"summary": 1}, "summary_metrics.KEY"),
    ({"config.": 1}, "Unknown field"),
    ({1: 2}, "must be strings"),
    ({"state": {"$equals": "x"}}, "Did you mean $eq"),
    ({"state": {"$in": "x"}}, "must be a list"),
    ({"state": {"$in": {"x": 1}}}, "must be a list"),
    ({"state": {"$regex": 5}}, "Invalid regular expression"),
    ({"notes": {"$regex": "x", "$options": "i"}}, "(?i)"),
    ({"state": {"$or": [{"name": "x"}]}}, "next to fields"),
    ({"state": {"$not": "x"}}, "operators"),
    ({"state": {"$eq": "x", "y": 1}}, "not a mix of"),
    ({"state": ["a", "b"]}, "$in"),
    ({"$eq": "x"}, "inside a field"),
    ({"$sort": {"name": 1}}, "$sort"),
    ({"$and": []}, "at least one filter"),
    ({"$and": {"name": "x"}}, "must be a list"),
    ({"$and": ["name"]}, "filters['$and'][0]"),
    ({"config.x": {"$exists": 1}}, "True or False"),
    ({"config.x": {"$size": True}}, "an integer"),
    ({"config.x": {"$gt": None}}, "Cannot compare with None"),
    ({"config.x": {"$gt": float("nan")}}, "filters['config.x']['$gt']"),
    ({"config.x": {"a": {1: 2}}}, "must be strings"),
    ({"config.x": b"x"}, "bytes"),
    ({"createdAt": {"$gt": 1.7e9}}, "fromtimestamp"),
    ([{"state": "x"}], "must be a dict"),
]


@pytest.mark.parametrize(
    ("document", "hint"), REFUSED_DICTS, ids=[str(d) for d, _ in REFUSED_DICTS]
)
def test_a_dict_that_the_server_would_refuse_is_refused(document: Any, hint: str) -> None:
    with pytest.raises(FilterError) as raised:
        filters_to_wire(document)
    assert hint in str(raised.value)


def test_a_dict_without_end_is_refused() -> None:
    document: dict[str, Any] = {}
    document["$and"] = [document]
    literal: list[Any] = []
    literal.append(literal)
    for endless in (document, {"config.x": literal}):
        with pytest.raises(FilterError, match="nested levels"):
            filters_to_wire(endless)


def test_a_dict_is_read_when_it_is_given() -> None:
    document = {"group": {"$in": ["a"]}}
    made = from_mongo(document)
    document["group"]["$in"].append("b")
    assert made.to_mongo() == {"group": {"$in": ["a"]}}
    made.to_mongo()["group"] = "changed"
    assert made.to_mongo() == {"group": {"$in": ["a"]}}


def test_both_filters_hold_whatever_their_spelling() -> None:
    expected = '{"$and": [{"group": "x"}, {"name": {"$in": ["a"]}}]}'
    names = F.name.in_(["a"])
    for first in (F.group == "x", {"group": "x"}, "group == 'x'"):
        assert filters_to_wire(and_filters(first, names)) == expected
    nothings: list[dict[str, object] | None] = [None, {}]
    for nothing in nothings:
        assert and_filters(nothing, names) == names
        assert and_filters(names, nothing) == names
        assert filters_to_wire(and_filters(nothing, None)) == "{}"


def test_no_filter_means_all_runs() -> None:
    assert filters_to_wire(None) == "{}"
