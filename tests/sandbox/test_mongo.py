"""Filters as SQL mean what MongoDB means by them, by an evaluator of its own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column as SQLColumn
from sqlalchemy import Engine, Float, Integer, MetaData, String, Table, create_engine, event, select
from sqlalchemy.pool import StaticPool

from runql_sandbox.mongo import (
    Column,
    FieldMap,
    FilterSyntaxError,
    compile_filter,
    compile_order,
    register_functions,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

metadata = MetaData()
table = Table(
    "runs",
    metadata,
    SQLColumn("id", Integer, primary_key=True),
    SQLColumn("state", String),
    SQLColumn("duration", Float),
    SQLColumn("created_at", String),
    SQLColumn("tags", String),
    SQLColumn("config", String),
    SQLColumn("summary", String),
)
FIELDS = FieldMap(
    columns={
        "state": Column(table.c.state, "text"),
        "duration": Column(table.c.duration, "number"),
        "created_at": Column(table.c.created_at, "time"),
        "tags": Column(table.c.tags, "list"),
    },
    documents={"config": table.c.config, "summary_metrics": table.c.summary},
    wrapped=frozenset({"config"}),
    tie_breaker=table.c.id,
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    made = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(made, "connect", lambda connection, _record: register_functions(connection))
    metadata.create_all(made)
    return made


def found(engine: Engine, rows: list[dict[str, Any]], filters: Any, order: str = "") -> list[int]:
    with engine.begin() as connection:
        connection.execute(table.delete())
        connection.execute(table.insert(), [stored(index, row) for index, row in enumerate(rows)])
        wanted = select(table.c.id).where(compile_filter(filters, FIELDS))
        ordering = compile_order(order, FIELDS) if order else [table.c.id]
        return list(connection.scalars(wanted.order_by(*ordering)))


def stored(index: int, row: dict[str, Any]) -> dict[str, Any]:
    config = {key: {"value": value} for key, value in row.get("config", {}).items()}
    return {
        "id": index,
        "state": row.get("state"),
        "duration": row.get("duration"),
        "created_at": row.get("created_at"),
        "tags": json.dumps(row.get("tags", [])),
        "config": json.dumps(config),
        "summary": json.dumps(row.get("summary", {})),
    }


MISSING = object()


def value_of(row: dict[str, Any], name: str) -> Any:
    prefix, _, rest = name.partition(".")
    if prefix in ("config", "summary_metrics"):
        document = row.get("config" if prefix == "config" else "summary", {})
        for part in rest.split("."):
            if not isinstance(document, dict) or part not in document:
                return MISSING
            document = document[part]
        return document
    value = row.get(name, [] if name == "tags" else None)
    return MISSING if value is None else value


def matches(row: dict[str, Any], filters: Mapping[str, Any]) -> bool:
    return all(term(row, key, value) for key, value in filters.items())


def term(row: dict[str, Any], key: str, value: Any) -> bool:
    if key == "$and":
        return all(matches(row, each) for each in value)
    if key == "$or":
        return any(matches(row, each) for each in value)
    if key == "$nor":
        return not any(matches(row, each) for each in value)
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
    if name == "$exists":
        return (value is not MISSING) == operand
    if name == "$not":
        return not holds(value, operand)
    if name == "$regex":
        return isinstance(value, str) and re.search(operand, value) is not None
    if kind(value) != kind(operand) or kind(value) == "other":
        return False
    return bool(
        {"$gt": value > operand, "$gte": value >= operand, "$lt": value < operand}.get(
            name, value <= operand
        )
    )


def equal(value: Any, operand: Any) -> bool:
    if operand is None:
        return value is MISSING or value is None
    if isinstance(value, list) and not isinstance(operand, list):
        return any(equal(each, operand) for each in value if each is not None)
    return kind(value) == kind(operand) and value == operand


def kind(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    return "text" if isinstance(value, str) else "list" if isinstance(value, list) else "other"


scalars = st.sampled_from([None, True, False, 0, 1, 2, 1.5, -3, "a", "b", "ab", "1"])
values = scalars | st.lists(st.sampled_from([1, 2, "a", "b"]), max_size=3)
names = st.sampled_from(["lr", "x", "n"])
documents = st.dictionaries(
    names,
    values | st.dictionaries(st.sampled_from(["lr", "deep"]), scalars, max_size=2),
    max_size=3,
)
rows = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "state": st.sampled_from(["running", "finished"]),
            "duration": st.sampled_from([0.0, 1.0, 2.5]),
            "tags": st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3),
            "config": documents,
            "summary": documents,
        },
    ),
    min_size=1,
    max_size=6,
)
fields = st.sampled_from(
    ["state", "duration", "tags", "config.lr", "config.n.deep", "summary_metrics.x"]
)
comparable = st.sampled_from([True, False, 0, 1, 2, 1.5, -3, "a", "b", "1", "running"])
conditions: st.SearchStrategy[Any] = st.recursive(
    scalars
    | st.builds(lambda v: {"$eq": v}, scalars)
    | st.builds(lambda v: {"$ne": v}, scalars)
    | st.builds(lambda v: {"$in": v}, st.lists(scalars, max_size=3))
    | st.builds(lambda v: {"$nin": v}, st.lists(scalars, max_size=3))
    | st.builds(lambda v: {"$exists": v}, st.booleans())
    | st.builds(lambda v: {"$regex": v}, st.sampled_from(["^a", "b$", "un", "."]))
    | st.builds(lambda o, v: {o: v}, st.sampled_from(["$gt", "$gte", "$lt", "$lte"]), comparable),
    lambda inner: st.builds(lambda v: {"$not": v}, inner.filter(lambda c: isinstance(c, dict))),
    max_leaves=3,
)
filters: st.SearchStrategy[dict[str, Any]] = st.recursive(
    st.dictionaries(fields, conditions, max_size=2),
    lambda inner: st.builds(
        lambda o, terms: {o: terms},
        st.sampled_from(["$and", "$or", "$nor"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=4,
)


@given(rows, filters)
@settings(max_examples=400, deadline=None)
def test_sql_finds_what_mongodb_would(
    engine: Engine, rows: list[dict[str, Any]], filters: dict[str, Any]
) -> None:
    wanted = [index for index, row in enumerate(rows) if matches(row, filters)]
    assert found(engine, rows, filters) == wanted


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"config.lr.value": 0.1}, [0]),
        ({"config.lr": {"$gte": 0.1}}, [0, 1]),
        ({"config.a.b": 7}, [1]),
        ({"config.a.b": 8}, [2]),
        ({"summary_metrics.eval/loss": {"$lt": 1}}, [2]),
        ({"created_at": {"$gt": "2026-01-02T00:00:00Z"}}, [2]),
        ({"created_at": {"$lte": "2026-01-02T01:00:00+01:00"}}, [0, 1]),
        ({"tags": {"$all": ["a", "b"]}}, [1]),
        ({"tags": {"$size": 0}}, [2]),
        ({"state": {"$contains": "fin"}}, [0]),
        ({"state": {"$regex": "FIN", "$options": "i"}}, [0]),
    ],
)
def test_names_and_operators(engine: Engine, filters: Any, ids: list[int]) -> None:
    rows = [
        {"state": "finished", "config": {"lr": 0.1}, "created_at": "2026-01-01T00:00:00.000000"},
        {
            "config": {"lr": 0.2, "a.b": 7},
            "tags": ["a", "b"],
            "created_at": "2026-01-02T00:00:00.000000",
        },
        {
            "config": {"a": {"b": 8}},
            "summary": {"eval/loss": 0.5},
            "created_at": "2026-01-03T00:00:00.000000",
        },
    ]
    rows[0]["tags"] = ["a"]
    assert found(engine, rows, filters) == ids


@given(st.lists(st.none() | st.sampled_from([0.5, 1, 2]), max_size=6), st.booleans())
@settings(deadline=None)
def test_an_order_puts_absent_values_last_and_never_leaves_a_tie(
    engine: Engine, numbers: list[float | None], descending: bool
) -> None:
    rows = [{"summary": {} if each is None else {"x": each}} for each in numbers]
    sign = "-" if descending else "+"
    ids = found(engine, rows, {}, f"{sign}summary_metrics.x") if rows else []
    present = [i for i in ids if numbers[i] is not None]
    assert ids == [*present, *(i for i in ids if numbers[i] is None)]
    keys = [(numbers[i], i) for i in present]
    assert keys == sorted(keys, reverse=descending)


@pytest.mark.parametrize(
    "filters",
    [
        {"nonsense": 1},
        {"state": {"$near": 1}},
        {"$xor": []},
        {"$and": []},
        {"state": {"$in": "a"}},
        {"state": {"$regex": "("}},
        {"created_at": {"$gt": "yesterday"}},
        {"config.": 1},
        [],
    ],
)
def test_what_means_nothing_is_refused(filters: Any) -> None:
    with pytest.raises(FilterSyntaxError):
        compile_filter(filters, FIELDS)
