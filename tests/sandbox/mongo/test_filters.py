"""Valid filters and orders, and the errors of invalid ones."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from runql_sandbox.mongo import FilterSyntaxError, compile_filter, compile_order, is_like
from tests.sandbox.mongo.data import FIELDS, found, insert_rows, make_engine, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = make_engine()
    yield made
    made.dispose()


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"config.lr.value": 0.1}, [0]),
        ({"config.lr": {"$gte": 0.1}}, [0, 1]),
        ({"config.a.b": 7}, [1]),
        ({"config.a.b.value": 7}, [1]),
        ({"config.a.b": 8}, [2]),
        ({"config.a.value.b": 8}, [2]),
        ({"config.a.c.d": 9}, [2]),
        ({"config.lr": {"$exists": False}}, [2]),
        ({"config.lr": {"$ne": 0.1}}, [1, 2]),
        ({"config.lr": {"$gt": "0"}}, []),
        ({"summary_metrics.eval/loss": {"$lt": 1}}, [2]),
        ({"summary_metrics.best": True}, [2]),
        ({"summary_metrics.best": 1}, []),
        ({"created_at": {"$gt": "2026-01-02T00:00:00Z"}}, [2]),
        ({"created_at": {"$lte": "2026-01-02T01:00:00+01:00"}}, [0, 1]),
        ({"created_at": "2026-01-02"}, [1]),
        ({"created_at": {"$in": ["2026-01-01T00:00:00.000Z"]}}, [0]),
        ({"tags": "a"}, [0, 1]),
        ({"tags": {"$ne": "a"}}, [2]),
        ({"tags": {"$eq": ["a", "b"]}}, [1]),
        ({"tags": {"$all": ["a", "b"]}}, [1]),
        ({"tags": {"$all": []}}, []),
        ({"tags": {"$size": 0}}, [2]),
        ({"tags": {"$regex": "^b"}}, [1]),
        ({"state": {"$contains": "fin"}}, [0]),
        ({"state": {"$regex": "FIN", "$options": "i"}}, [0]),
        ({"state": {"$not": {"$regex": "fin"}}}, [1, 2]),
        ({"state": None}, [1, 2]),
        ({"state": {"$in": ["finished", None]}}, [0, 1, 2]),
        ({}, [0, 1, 2]),
    ],
)
def test_names_and_operators(engine: Engine, filters: dict[str, Any], ids: list[int]) -> None:
    rows: list[dict[str, Any]] = [
        {
            "state": "finished",
            "config": {"lr": 0.1},
            "tags": ["a"],
            "created_at": "2026-01-01T00:00:00.000000",
        },
        {
            "config": {"lr": 0.2, "a.b": 7, "a": {"b": 1}},
            "tags": ["a", "b"],
            "created_at": "2026-01-02T00:00:00.000000",
        },
        {
            "config": {"a": {"b": 8, "c.d": 9}},
            "summary": {"eval/loss": 0.5, "best": True},
            "created_at": "2026-01-03T00:00:00.000000",
        },
    ]
    assert found(engine, rows, filters) == ids


@pytest.mark.parametrize(
    ("pattern", "options", "text", "expected"),
    [
        ("b$", "", "ab\n", False),
        ("b$", "m", "ab\nc", True),
        ("(?m)b$", "", "ab\nc", True),
        (r"b\z", "", "ab", True),
        ("a.b", "", "a\nb", False),
        ("a.b", "s", "a\nb", True),
        ("(?i)AB", "i", "ab", True),
        ("É", "i", "é", True),
        (r"^\w+$", "", "é", False),
        (r"^[\w-]+$", "", "a-b", True),
        (r"\d", "", "٣", False),
        ("^[[:alpha:]]+$", "", "ab", True),
        ("^[^[:alpha:]]+$", "", "12", True),
        ("^[[&&~~||]+$", "", "[&", True),
        (r"^\x{e9}\.$", "", "é.", True),
        ("^(?P<x>a)(?<y>b)$", "", "ab", True),
        (r"[$]\$", "", "$$", True),
    ],
)
def test_patterns_are_read_as_re2_reads_them(
    engine: Engine, pattern: str, options: str, text: str, expected: bool
) -> None:
    condition = {"$regex": pattern, "$options": options}
    assert found(engine, [{"state": text}], {"state": condition}) == ([0] if expected else [])


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^(a+)+$", "a" * 10_000 + "!"),
        ("(a|aa)+$", "a" * 10_000 + "!"),
        ("(.*a){20}$", "a" * 2000 + "!"),
        ("^([a-z]+)*[0-9]$", "a" * 10_000),
    ],
)
def test_no_pattern_takes_time_without_bound(engine: Engine, pattern: str, text: str) -> None:
    begun = time.monotonic()
    assert found(engine, [{"state": text}], {"state": {"$regex": pattern}}) == []
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("pattern", "escape", "text", "expected"),
    [
        ("a%c", "", "ABBC", True),
        ("a_c", "", "a\nc", True),
        ("a_c", "", "ac", False),
        ("a.c", "", "abc", False),
        ("100\\%", "\\", "100%", True),
        ("100\\%", "\\", "1000", False),
        ("%", "", "", True),
        ("é%", "", "éa", True),
        ("%a" * 30 + "%b", "", "a" * 5000, False),
    ],
)
def test_like_is_sqls_in_bounded_time(
    engine: Engine, pattern: str, escape: str, text: str, expected: bool
) -> None:
    insert_rows(engine, [{"state": text}])
    wanted = select(table.c.id).where(is_like(table.c.state, pattern, escape=escape))
    begun = time.monotonic()
    with engine.connect() as connection:
        assert list(connection.scalars(wanted)) == ([0] if expected else [])
    assert time.monotonic() - begun < 5


def test_a_text_is_never_part_of_the_sql(engine: Engine) -> None:
    hostile = "x' OR '1'='1"
    for name in ("state", f"config.{hostile}", f'summary_metrics.a"{hostile}'):
        wanted = select(table.c.id).where(compile_filter({name: hostile}, FIELDS))
        assert "'1'" not in str(wanted.compile(engine))
        assert found(engine, [{"state": "a"}], {name: hostile}) == []


def test_thousands_of_values_are_found_by_one_in(engine: Engine) -> None:
    names = [f"run-{index}" for index in range(50_000)]
    assert found(engine, [{"state": "run-7"}, {"state": "x"}], {"state": {"$in": names}}) == [0]


def test_a_filter_may_be_as_wide_and_as_deep_as_it_says(engine: Engine) -> None:
    wide = {"$or": [{"summary_metrics.a.b": {"$in": [index, "x"]}} for index in range(1000)]}
    assert found(engine, [{"summary": {"a.b": 999}}], wide) == [0]
    deep: dict[str, Any] = {"config.a.b": {"$not": {"$in": [1, "a", None]}}}
    for _ in range(10):
        deep = {"$nor": [{"state": "z"}, deep]}
    assert found(engine, [{"config": {"a": {"b": 2}}}, {}], deep) == [0]
    with pytest.raises(FilterSyntaxError, match="deep"):
        compile_filter({"$nor": [deep]}, FIELDS)
    with pytest.raises(FilterSyntaxError, match="1000 fields"):
        compile_filter({"$or": [{"state": "a"}] * 1001}, FIELDS)


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
    absent = ids[len(present) :]
    assert absent == sorted(absent, reverse=descending)


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("created_at", [2, 0, 1]),
        ("-created_at", [1, 0, 2]),
        ("+state,-summary_metrics.x", [0, 2, 1]),
        ("-state, summary_metrics.x", [1, 2, 0]),
        ("config.lr.value", [1, 0, 2]),
        ("-config.lr", [0, 1, 2]),
        ("summary_metrics.a,b", [1, 0, 2]),
        ("-summary_metrics.é", [0, 1, 2]),
    ],
)
def test_orders(engine: Engine, order: str, ids: list[int]) -> None:
    rows: list[dict[str, Any]] = [
        {"state": "a", "created_at": "2026-01-02", "config": {"lr": 2}},
        {"state": "b", "created_at": "2026-01-03", "config": {"lr": 1}},
        {"state": "a", "created_at": "2026-01-01"},
    ]
    rows[0]["summary"] = {"x": 2, "a,b": 2, "é": 2}
    rows[1]["summary"] = {"x": 1, "a,b": 1, "é": 1}
    rows[2]["summary"] = {"x": 1}
    assert found(engine, rows, {}, order) == ids


def test_no_order_is_oldest_first(engine: Engine) -> None:
    rows = [{"created_at": "2026-01-02"}, {"created_at": "2026-01-01"}]
    insert_rows(engine, rows)
    with engine.connect() as connection:
        wanted = select(table.c.id).order_by(*compile_order(None, FIELDS))
        assert list(connection.scalars(wanted)) == [1, 0]


@pytest.mark.parametrize(
    "order", ["nonsense", "-", "created_at,nonsense", "config", "+-created_at"]
)
def test_an_order_that_means_nothing_is_refused(order: str) -> None:
    with pytest.raises(FilterSyntaxError, match="Unknown field"):
        compile_order(order, FIELDS)


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        ({"nonsense": 1}, "'nonsense'.*state.*config.KEY"),
        ({"state": {"$near": 1}}, r"\$near.*state"),
        ({"$xor": []}, r"\$xor"),
        ({"$and": []}, r"\$and"),
        ({"$or": {"state": 1}}, r"\$or"),
        ({"$and": [1]}, "1"),
        ({"state": {"$in": "a"}}, r"\$in.*state"),
        ({"state": {"$all": "a"}}, r"\$all.*state"),
        ({"state": {"$gt": ["a"]}}, r"\$gt.*state"),
        ({"state": {"$not": "a"}}, r"\$not.*state"),
        ({"state": {"$regex": "("}}, r"\$regex"),
        ({"state": {"$regex": 1}}, r"\$regex.*state"),
        ({"state": {"$regex": "(?=a)"}}, "RE2"),
        ({"state": {"$regex": "a++"}}, "RE2"),
        ({"state": {"$regex": r"(a)\1"}}, "invalid escape"),
        ({"state": {"$regex": "[[:nope:]]"}}, "nope"),
        ({"state": {"$regex": r"\x{110000}"}}, "110000"),
        ({"state": {"$regex": "a", "$options": "x"}}, "'x'"),
        ({"state": {"$regex": "a" * 10_001}}, "longer than"),
        ({"state": {"$regex": "(a{1000}){1000}"}}, "repetition"),
        ({"state": {"$options": "i"}}, r"\$options.*state"),
        ({"state": {"$contains": 1}}, r"\$contains.*state"),
        ({"tags": {"$size": "1"}}, r"\$size.*tags"),
        ({"created_at": {"$gt": "yesterday"}}, "created_at"),
        ({"created_at": "0001-01-01T00:00:00+10:00"}, "created_at"),
        ({"config.": 1}, "config"),
        ({"config": 1}, "config"),
        ({f"config.{'a.' * 16}b": 1}, "parts"),
        ([], "object"),
    ],
)
def test_what_means_nothing_is_refused_by_name(filters: Any, named: str) -> None:
    with pytest.raises(FilterSyntaxError, match=named):
        compile_filter(filters, FIELDS)
