"""Filters and orders of opened exports find what the server finds, in the same order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runql._models.exports.fields import RunFields
from runql._models.exports.matching import run_filter
from runql._models.exports.patterns import compiled_pattern, python_form
from runql._models.exports.sorting import in_run_order
from runql.errors import FilterError, MissingDependencyError
from runql_sandbox.mongo import FilterSyntaxError
from runql_sandbox.mongo.patterns import is_match, read_pattern
from tests.sandbox.mongo.data import found, make_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = make_engine()
    yield made
    made.dispose()


TEXTS = st.sampled_from(["", "a", "ab", "B", "é", "1", "NaN", "a\nb"])
NUMBERS = st.sampled_from([0, 1, -1, 2, 1.5, 2**53 + 1, 2**70, 0.1]) | st.floats(
    allow_nan=False, allow_infinity=False, width=32
)
PLAIN = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "a.b", "value"]), inner, max_size=3)
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(["a", "b", "a.b", "value", "x y"])
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=3)
TIMES = st.sampled_from(["2024-01-01T00:00:00", "2024-05-05T10:00:00.5", "2025-01-01T00:00:00"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.none() | st.sampled_from(["finished", "running", ""]),
            "duration": st.none() | st.floats(0, 100, width=16),
            "created_at": TIMES,
            "tags": st.lists(TEXTS, max_size=3),
            "config": DOCUMENTS,
            "summary": DOCUMENTS,
        }
    ),
    min_size=1,
    max_size=4,
)
PATHS = st.sampled_from(
    ["state", "duration", "tags"]
    + [f"{document}.{key}" for document in ("config", "summary_metrics")
       for key in ("a", "b", "a.b", "a.value", "value", "x y", "a.b.a", "b.a")]
)  # fmt: skip
CONDITIONS = st.recursive(
    VALUES.filter(lambda each: not isinstance(each, dict))
    | st.sampled_from(["$eq", "$ne"]).flatmap(lambda name: VALUES.map(lambda each: {name: each}))
    | st.sampled_from(["$gt", "$gte", "$lt", "$lte"]).flatmap(
        lambda name: PLAIN.map(lambda each: {name: each})
    )
    | st.sampled_from(["$in", "$nin", "$all"]).flatmap(
        lambda name: st.lists(VALUES, max_size=3).map(lambda each: {name: each})
    )
    | st.booleans().map(lambda each: {"$exists": each})
    | st.integers(0, 3).map(lambda each: {"$size": each})
    | TEXTS.map(lambda each: {"$contains": each})
    | st.sampled_from(["^a", "b$", "[ab]+", "(?i)A", r"\\d", "", "a.b", r"\\bb"]).map(
        lambda each: {"$regex": each}
    ),
    lambda inner: inner.filter(
        lambda each: isinstance(each, dict) and any(key.startswith("$") for key in each)
    ).map(lambda each: {"$not": each}),
    max_leaves=2,
)
TERMS = st.tuples(PATHS, CONDITIONS).map(lambda pair: {pair[0]: pair[1]})
FILTERS = st.recursive(
    TERMS,
    lambda inner: (
        st.sampled_from(["$and", "$or", "$nor"]).flatmap(
            lambda name: st.lists(inner, min_size=1, max_size=3).map(lambda each: {name: each})
        )
        | inner.map(lambda each: {"$not": each})
    ),
    max_leaves=4,
)


def as_exported(row: dict[str, Any], place: int) -> RunFields:
    """Return a run as an export holds it."""
    config = {key: {"value": value} for key, value in row["config"].items()}
    return RunFields(
        {
            "name": str(place),
            "state": row["state"],
            "computeSeconds": row["duration"],
            "createdAt": f"{row['created_at']}Z",
            "tags": row["tags"],
            "config": json.dumps(config),
            "summaryMetrics": json.dumps(row["summary"]),
        },
        place,
    )


@settings(max_examples=120)
@given(rows=ROWS, filters=FILTERS)
def test_a_filter_finds_the_same_runs(
    engine: Engine, rows: list[dict[str, Any]], filters: dict[str, Any]
) -> None:
    runs = [as_exported(row, place) for place, row in enumerate(rows)]
    try:
        wanted = found(engine, rows, filters)
    except FilterSyntaxError:
        with pytest.raises(FilterError):
            run_filter(filters)
        return
    test = run_filter(json.loads(json.dumps(filters)))
    assert [run.place for run in runs if test(run)] == wanted


@settings(max_examples=60)
@given(
    rows=ROWS,
    order=st.lists(
        st.tuples(st.sampled_from("+-"), PATHS | st.just("created_at")), min_size=1, max_size=2
    ),
)
def test_an_order_is_the_same(
    engine: Engine, rows: list[dict[str, Any]], order: list[tuple[str, str]]
) -> None:
    text = ",".join(sign + path for sign, path in order)
    runs = [as_exported(row, place) for place, row in enumerate(rows)]
    wanted = found(engine, rows, {}, text)
    assert [run.place for run in in_run_order(runs, text)] == wanted


@settings(max_examples=120)
@given(
    pattern=st.lists(
        st.sampled_from(
            ["a", "b", "é", "É", "1", "_", " ", ".", "^", "$", "*", "+", "?", "|", "(", ")", "(?:", "(?i)", "(?P<n>",
             "(?m)", "[", "]", "[^", "-", r"\d", r"\w", r"\W", r"\s", r"\b", r"\B", r"\.", r"\n", r"\z", r"\A",
             r"\p{L}", "{1,2}", "{2}", "{,2}", "++", "\n"]
        ),
        max_size=6,
    ).map("".join),
    text=st.text(st.sampled_from("aAbBéÉ1_ \n.٣"), max_size=5),
)  # fmt: skip
def test_python_reads_patterns_as_re2_does_or_says_so(pattern: str, text: str) -> None:
    import re

    try:
        form = python_form(pattern)
    except MissingDependencyError:
        return
    wanted = is_match(read_pattern(pattern, ""), text)
    assert (re.search(form, text) is not None) == wanted
    assert (compiled_pattern(pattern, "").search(text) is not None) == wanted
