"""Histories that continue each other as one, compared with expected rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from runql._models.analysis.stitching import (
    StitchedRun,
    refuse_unrelated,
    stitched,
)
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.analysis.stitching import Rule


def table(run: str, steps: Sequence[int], **columns: Sequence[float]) -> pa.Table:
    return pa.table(
        {
            "run_id": pa.array([run] * len(steps), pa.string()),
            "_step": pa.array(steps, pa.int64()),
            **{name: pa.array(values) for name, values in columns.items()},
        }
    )


FIRST = table("a", [0, 1, 2, 3, 4], loss=[9.0, 8.0, 7.0, 6.0, 5.0])
SECOND = table("b", [2, 3, 3], loss=[7.5, 6.5, 6.4], lr=[1, 1, 1])
THIRD = table("c", [4, 6], loss=[4, 2])
PARTS = {"a": FIRST, "b": SECOND, "c": THIRD}


def rows(rule: Rule, **parts: pa.Table) -> list[tuple[object, ...]]:
    found = stitched(parts, rule, keys=["loss"])
    return [tuple(row.values()) for row in found.records()]


def test_the_later_run_takes_the_place_from_its_first_step_on() -> None:
    found = stitched(PARTS, "later")
    assert [tuple(row.values()) for row in found.records()] == [
        ("a", 0, 9.0, None), ("a", 1, 8.0, None),
        ("b", 2, 7.5, 1), ("b", 3, 6.5, 1), ("b", 3, 6.4, 1),
        ("c", 4, 4.0, None), ("c", 6, 2.0, None),
    ]  # fmt: skip
    assert found.runs == (
        StitchedRun("a", 2, 3, 0, 1), StitchedRun("b", 3, 0, 2, 3), StitchedRun("c", 2, 0, 4, 6),
    )  # fmt: skip
    assert (found.dropped, len(found)) == (3, 7)
    assert found.to_pandas().attrs["runql"]["rule"] == "later"
    assert found.to_polars().height == 7
    assert b"first_step" in (found.to_arrow().schema.metadata or {})[b"runql"]


def test_a_later_run_that_ends_early_is_not_continued_by_the_branch_it_left() -> None:
    assert rows("later", a=FIRST, b=SECOND) == [
        ("a", 0, 9.0), ("a", 1, 8.0), ("b", 2, 7.5), ("b", 3, 6.5), ("b", 3, 6.4),
    ]  # fmt: skip


def test_the_first_run_stays_and_later_ones_go_on_behind_it() -> None:
    found = stitched(PARTS, "first", keys=["loss"])
    assert [tuple(row.values()) for row in found.records()] == [
        ("a", 0, 9.0), ("a", 1, 8.0), ("a", 2, 7.0), ("a", 3, 6.0), ("a", 4, 5.0), ("c", 6, 2.0),
    ]  # fmt: skip
    assert found.runs == (
        StitchedRun("a", 5, 0, 0, 4), StitchedRun("b", 0, 3, None, None), StitchedRun("c", 1, 1, 6, 6),
    )  # fmt: skip


def test_a_run_that_began_again_replaces_all_before_it() -> None:
    again = table("d", [0, 1], loss=[1.0, 0.5])
    assert rows("later", a=FIRST, b=SECOND, d=again) == [("d", 0, 1.0), ("d", 1, 0.5)]


def test_runs_without_rows_take_no_place() -> None:
    empty = table("e", [])
    for rule in ("later", "first"):
        found = stitched({"a": FIRST, "e": empty}, rule, keys=["loss"], unfinished=["e"])
        assert len(found) == 5
        assert found.runs[1] == StitchedRun("e", 0, 0, None, None, complete=False)
    assert len(stitched({}, "later")) == 0
    assert stitched({}, "later", keys=["loss"]).to_arrow().column_names == [
        "run_id",
        "_step",
        "loss",
    ]


def test_bounds_are_those_of_all_rows_and_not_of_rows_with_the_keys() -> None:
    sparse = {"a": FIRST, "b": table("b", [4], loss=[1.0])}
    found = stitched(sparse, "later", bounds={"a": (0, 4), "b": (2, 4)}, keys=["loss"])
    assert [row["_step"] for row in found.records()] == [0, 1, 4]
    found = stitched(sparse, "first", bounds={"a": (0, 3), "b": (2, 4)}, keys=["loss"])
    assert [row["run_id"] for row in found.records()] == ["a", "a", "a", "a", "a", "b"]


def test_runs_must_have_one_name_or_one_group() -> None:
    refuse_unrelated([])
    refuse_unrelated([{"name": "x", "group": "g"}, {"name": "x", "group": None}])
    refuse_unrelated([{"name": "x", "group": "g"}, {"name": "y", "group": "g"}])
    for groups in (("g", "h"), (None, None), ("", "")):
        with pytest.raises(UsageError, match=r"share neither a name nor a group.*'x', 'y'"):
            refuse_unrelated([{"name": n, "group": g} for n, g in zip("xy", groups, strict=True)])
