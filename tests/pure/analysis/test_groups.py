"""Groups of runs, their statistics, and what differs between runs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from runql._models.analysis.differences import (
    Change,
    RunDiff,
    VaryingKey,
    changes_between,
    compared_document,
    varying_keys,
)
from runql._models.analysis.group_table import aggregate_rows
from runql._models.analysis.grouping import check_columns, creation_order, group_indexes, latest_by
from runql.errors import UsageError

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from runql._wire.json_types import JsonValue

ROWS: list[dict[str, object]] = [
    {"id": "a", "config.algo": "ppo", "config.lr": 0.1, "summary.reward": 1.0, "created_at": "2026-01-01"},
    {"id": "b", "config.algo": "ppo", "config.lr": 0.1, "summary.reward": 3.0, "created_at": "2026-01-03"},
    {"id": "c", "config.algo": "dqn_2", "config.lr": 0.2, "summary.reward": 5.0, "created_at": "2026-01-02"},
    {"id": "d", "config.algo": "dqn_2", "summary.reward": math.nan, "created_at": "2026-01-04"},
    {"id": "e", "config.lr": 0.1, "summary.reward": "diverged", "created_at": "2026-01-05"},
]  # fmt: skip


def test_groups_are_in_order_of_their_values_and_runs_without_the_key_last() -> None:
    assert group_indexes(ROWS, ["config.algo"]) == {
        ("dqn_2",): [2, 3],
        ("ppo",): [0, 1],
        (None,): [4],
    }
    assert list(group_indexes(ROWS, ["config.lr"])) == [(0.1,), (0.2,), (None,)]


def test_lists_are_one_value() -> None:
    rows = [{"config.layers": [1, 2]}, {"config.layers": [1, 2]}, {"config.layers": [2]}]
    assert group_indexes(rows, ["config.layers"]) == {("[1, 2]",): [0, 1], ("[2]",): [2]}


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ([True, 1, False, 0, 1.0], {0: [3], 1: [1, 4], "false": [2], "true": [0]}),
        ([True, 1, "true"], {1: [1], '"true"': [2], "true": [0]}),
        ([True, False, None], {False: [1], True: [0], None: [2]}),
        ([[1], "[1]", "[2]"], {'"[1]"': [1], "[1]": [0], "[2]": [2]}),
        (["null", None, math.nan, "NaN"], {"NaN": [2, 3], "null": [0], None: [1]}),
        ([10**400, 0.5], {0.5: [1], 10**400: [0]}),
    ],
)
def test_different_values_are_different_groups(
    values: list[object], groups: dict[object, list[int]]
) -> None:
    rows = [{"config.x": value} for value in values]
    found = group_indexes(rows, ["config.x"])
    assert found == {(key,): indexes for key, indexes in groups.items()}
    keys = [(type(key), indexes) for (key,), indexes in found.items()]
    assert keys == [(type(key), indexes) for key, indexes in groups.items()]


def test_true_and_one_differ_in_differences_as_in_a_diff() -> None:
    rows: list[dict[str, object]] = [{"config.x": True}, {"config.x": 1}]
    assert varying_keys(rows) == [VaryingKey("config.x", {1: 1, "true": 1})]
    assert changes_between(*rows) == [Change("config.x", "changed", True, 1)]


def test_groups_of_several_types_have_distinct_names_in_tables() -> None:
    rows = [{"config.x": value, "summary.y": 1.0} for value in (0.1, "0.1", None, True)]
    table = aggregate_rows(rows, ["config.x"], {"summary.y": "n"}, None)
    names = ["0.1", '"0.1"', "true", None]
    assert table.to_polars()["config.x"].to_list() == names
    assert table.to_arrow().column("config.x").to_pylist() == names
    assert table.to_pandas()["config.x"].tolist() == [0.1, "0.1", "true", None]


def test_a_key_that_no_run_has_is_an_error_with_the_near_ones() -> None:
    with pytest.raises(UsageError, match=r"(?s)No run has the key 'config\.algos'.*'config\.algo'"):
        check_columns(ROWS, ["config.algos"], "group_by")


def test_aggregates_of_a_metric_are_named() -> None:
    rows = [{"summary.loss.min": 0.1}]
    with pytest.raises(UsageError, match=r"'summary\.loss\.min'"):
        check_columns(rows, ["summary.loss"], "aggregate")


def test_runs_of_one_second_are_in_order_of_the_list() -> None:
    rows = [{"created_at": each, "config.seed": 0} for each in ("2", "1", "2", "3")]
    assert creation_order(rows) == [1, 0, 2, 3]
    assert latest_by(rows[:3], ["config.seed"]) == [2]
    newest_first = [{"created_at": each, "config.seed": 0} for each in ("3", "3", "2", "2")]
    assert creation_order(newest_first) == [3, 2, 1, 0]
    assert latest_by(newest_first, ["config.seed"]) == [0]
    assert creation_order([]) == []


def test_the_newest_run_of_each_group() -> None:
    assert latest_by(ROWS, ["config.algo"]) == [1, 3, 4]


def test_runs_without_a_number_count_as_runs_and_not_in_statistics() -> None:
    table = aggregate_rows(
        ROWS, ["config.algo"], {"summary.reward": ["mean", "std", "best", "n"]}, "max"
    )
    assert table.columns == (
        "config.algo", "runs", "summary.reward.mean", "summary.reward.std", "summary.reward.best",
        "summary.reward.n",
    )  # fmt: skip
    assert [list(row.values()) for row in table.records()] == [
        ["dqn_2", 2, 5.0, None, 5.0, 1],
        ["ppo", 2, 2.0, math.sqrt(2), 3.0, 2],
        [None, 1, None, None, None, 0],
    ]


def test_best_needs_a_mode() -> None:
    with pytest.raises(
        UsageError, match=r"The aggregate 'best' of summary\.reward requires a mode"
    ):
        aggregate_rows(ROWS, ["config.algo"], {"summary.reward": "best"}, None)


def test_a_mode_of_another_key_is_refused() -> None:
    with pytest.raises(UsageError, match="not aggregated"):
        aggregate_rows(ROWS, ["config.algo"], {"summary.reward": "mean"}, {"summary.loss": "min"})


def test_tables_as_in_a_paper(snapshot: SnapshotAssertion) -> None:
    table = aggregate_rows(ROWS, ["config.algo"], {"summary.reward": ["mean", "std", "n"]}, "max")
    assert table.to_markdown(digits=2) == snapshot(name="markdown")
    assert table.to_latex(digits=2) == snapshot(name="latex")


def test_frames_of_a_table() -> None:
    table = aggregate_rows(ROWS, ["config.algo"], {"summary.reward": ["mean"]}, None)
    assert table.to_pandas()["summary.reward.mean"].tolist()[:2] == [5.0, 2.0]
    assert table.to_polars().columns == table.to_arrow().column_names == list(table.columns)


def test_keys_that_vary_with_the_runs_of_each_value() -> None:
    assert varying_keys(ROWS) == [
        VaryingKey("config.algo", {"dqn_2": 2, "ppo": 2, None: 1}),
        VaryingKey("config.lr", {0.1: 3, 0.2: 1, None: 1}),
    ]
    assert varying_keys(ROWS)[1].missing == 1
    assert varying_keys(ROWS[:2]) == []


def test_changes_between_two_documents() -> None:
    first = {"a": 1, "b": math.nan, "c": True, "d": "x"}
    other = {"a": 2, "b": math.nan, "c": 1, "e": None}
    changes = changes_between(first, other)
    assert changes == [
        Change("a", "changed", 1, 2),
        Change("c", "changed", True, 1),
        Change("d", "removed", "x", None),
        Change("e", "added", None, None),
    ]
    shown = str(RunDiff("e/p/1", "e/p/2", changes)).splitlines()
    assert shown == [
        "--- e/p/1",
        "+++ e/p/2",
        "~ a: 1 → 2",
        "~ c: true → 1",
        '- d: "x"',
        "+ e: null",
    ]


def test_documents_are_compared_with_their_nulls_and_without_keys_of_each_run() -> None:
    summary: dict[str, JsonValue] = {
        "loss": 0.1,
        "_timestamp": 1.0,
        "_wandb": {"runtime": 2},
        "_step": 3,
        "a": {"b": None, "c": 1},
    }
    assert compared_document("summary", summary) == {
        "summary.loss": 0.1, "summary._step": 3, "summary.a.b": None, "summary.a.c": 1,
    }  # fmt: skip
    assert compared_document("metadata", None) == {}
