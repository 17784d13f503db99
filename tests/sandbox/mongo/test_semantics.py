"""Filters as SQL find what MongoDB would, by an evaluator of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql_sandbox.mongo.fields import FilterTypeError
from tests.sandbox.mongo.data import found, make_engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = make_engine()
    yield made
    made.dispose()


MISSING = object()


def value_of(row: dict[str, Any], name: str) -> Any:
    prefix, _, rest = name.partition(".")
    if prefix == "config":
        wrapped = {key: {"value": value} for key, value in row.get("config", {}).items()}
        parts = rest.split(".")
        for stop in range(len(parts), 0, -1):
            entry = wrapped.get(".".join(parts[:stop]), {})
            paths = [["value", *parts[stop:]]]
            if parts[stop : stop + 1] == ["value"]:
                paths.insert(0, parts[stop:])
            for path in paths:
                if (found := walk(entry, path)) is not MISSING:
                    return found
        return MISSING
    if prefix == "summary_metrics":
        return walk(row.get("summary", {}), rest.split("."))
    value = row.get(name, [] if name == "tags" else None)
    return MISSING if value is None else value


def walk(document: Any, parts: list[str]) -> Any:
    if not parts:
        return document
    if isinstance(document, dict):
        for stop in range(len(parts), 0, -1):
            key = ".".join(parts[:stop])
            if key in document and (found := walk(document[key], parts[stop:])) is not MISSING:
                return found
    return MISSING


def matches(row: dict[str, Any], filters: Mapping[str, Any]) -> bool:
    return all(term(row, key, value) for key, value in filters.items())


def term(row: dict[str, Any], key: str, value: Any) -> bool:
    if key == "$and":
        return all(matches(row, each) for each in value)
    if key == "$or":
        return any(matches(row, each) for each in value)
    if key == "$nor":
        return not any(matches(row, each) for each in value)
    if key == "$not":
        return not matches(row, value)
    return holds(value_of(row, key), value)


def holds(value: Any, condition: Any) -> bool:
    if not isinstance(condition, dict) or not any(k.startswith("$") for k in condition):
        return equal(value, condition)
    return all(operator(value, name, each) for name, each in condition.items())


def operator(value: Any, name: str, operand: Any) -> bool:
    if name == "$eq":
        return equal(value, operand)
    if name == "$ne":
        return not equal(value, operand)
    if name == "$in":
        return any(equal(value, each) for each in operand)
    if name == "$nin":
        return not any(equal(value, each) for each in operand)
    if name == "$all":
        return len(operand) > 0 and all(equal(value, each) for each in operand)
    if name == "$size":
        return isinstance(value, list) and len(value) == operand
    if name == "$exists":
        return (value is not MISSING) is bool(operand)
    if name == "$not":
        return not holds(value, operand)
    if operand is None:
        return name in ("$gte", "$lte") and equal(value, None)
    return any(alone(each, name, operand) for each in candidates(value))


def alone(value: Any, name: str, operand: Any) -> bool:
    if name == "$regex":
        return isinstance(value, str) and re.search(operand, value) is not None
    if name == "$contains":
        return isinstance(value, str) and operand in value
    if kind(value) != kind(operand) or kind(value) not in ("bool", "number", "text"):
        return False
    compared = {"$gt": value > operand, "$gte": value >= operand, "$lt": value < operand}
    return bool(compared.get(name, value <= operand))


def candidates(value: Any) -> list[Any]:
    return [value, *value] if isinstance(value, list) else [value]


def equal(value: Any, operand: Any) -> bool:
    if operand is None:
        return any(each is MISSING or each is None for each in candidates(value))
    return any(same(each, operand) for each in candidates(value))


def same(value: Any, operand: Any) -> bool:
    if kind(value) != kind(operand):
        return False
    if isinstance(value, list):
        return len(value) == len(operand) and all(map(same, value, operand))
    if isinstance(value, dict):
        return list(value) == list(operand) and all(same(value[k], operand[k]) for k in value)
    return bool(value == operand)


def kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    return {str: "text", list: "list", dict: "object", type(None): "null"}.get(type(value), "none")


def names_a_list(filters: object) -> bool:
    """Whether a list stands beside a column without an operator, which W&B refuses, and MongoDB would not."""
    if isinstance(filters, list):
        return any(map(names_a_list, filters))
    if not isinstance(filters, dict):
        return False
    here = any(isinstance(filters.get(name), list) for name in ("state", "duration", "tags"))
    joined = [value for key, value in filters.items() if key in ("$and", "$or", "$nor", "$not")]
    return here or any(map(names_a_list, joined))


AWKWARD = ("é", 'a"b', "back\\slash", "eval/loss", "<&>", "", "$.x", "[0]", "it's")

scalars: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, False, 0, 1, 1.0, 2, 1.5, -3, 2**53 + 1, 10**30, "a", "b", "ab", "1", "é", '"']
)
lists: st.SearchStrategy[Any] = st.lists(
    st.sampled_from([None, True, 1, 2, "a", "é", ["a"], {"lr": 1}]), max_size=3
)
inner_documents: st.SearchStrategy[Any] = st.dictionaries(
    st.sampled_from(["lr", "deep", "value", "a.b", "é"]), scalars | lists, max_size=2
)
documents = st.dictionaries(
    st.sampled_from(["lr", "x", "n", "n.deep", "x.value", *AWKWARD]),
    scalars | lists | inner_documents,
    max_size=4,
)
rows = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "state": st.sampled_from(["running", "finished", "1"]),
            "duration": st.sampled_from([0.0, 1.0, 2.5]),
            "tags": st.lists(st.sampled_from(["a", "b", "ab"]), unique=True, max_size=3),
            "config": documents,
            "summary": documents,
        },
    ),
    min_size=1,
    max_size=6,
)
nested = (
    "lr",
    "x",
    "lr.value",
    "n.deep",
    "n.value.deep",
    "n.deep.value",
    "n.a.b",
    "x.value",
    "n.é",
)
fields = st.sampled_from(
    ["state", "duration", "tags"]
    + [
        f"{name}.{key}"
        for name in ("config", "summary_metrics")
        for key in (*nested, *AWKWARD)
        if key
    ]
)
comparable = st.sampled_from(
    [None, True, False, 0, 1, 2, 1.5, -3, 10**30, "a", "b", "1", "running"]
)
wanted_values = scalars | lists | inner_documents


def beside(name: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda value: {name: value}, values)


operators: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.one_of(
        beside("$eq", wanted_values),
        beside("$ne", wanted_values),
        beside("$in", st.lists(wanted_values, max_size=4)),
        beside("$nin", st.lists(wanted_values, max_size=4)),
        beside("$all", st.lists(wanted_values, max_size=2)),
        beside("$size", st.integers(0, 3)),
        beside("$exists", st.booleans()),
        beside("$regex", st.sampled_from(["^a", "b$", "un", ".", "^[ab1]$"])),
        beside("$contains", st.sampled_from(["a", "un", "é", "%"])),
        *(beside(name, comparable) for name in ("$gt", "$gte", "$lt", "$lte")),
    ),
    lambda inner: beside("$not", inner) | st.builds(lambda a, b: {**a, **b}, inner, inner),
    max_leaves=3,
)
filters: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.dictionaries(fields, wanted_values | operators, max_size=2),
    lambda inner: st.one_of(
        *(
            beside(name, st.lists(inner, min_size=1, max_size=3))
            for name in ("$and", "$or", "$nor")
        ),
        beside("$not", inner),
    ),
    max_leaves=4,
)


@given(rows, filters, st.booleans())
@settings(max_examples=400, deadline=None)
def test_sql_finds_what_mongodb_would(
    engine: Engine, rows: list[dict[str, Any]], filters: dict[str, Any], escaped: bool
) -> None:
    if names_a_list(filters):
        with pytest.raises(FilterTypeError, match="unsupported type"):
            found(engine, rows, filters, escaped=escaped)
        return
    wanted = [index for index, row in enumerate(rows) if matches(row, filters)]
    assert found(engine, rows, filters, escaped=escaped) == wanted
