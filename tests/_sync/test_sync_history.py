# Generated from tests/_async/test_history.py by `make generate`. Do not edit.

"""Histories of runs that the official SDK logged, whole, chosen, sampled and row by row."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import Api

PATH = "entity/project"


def test_a_history_is_complete_and_in_order(api: Api, count_requests: Callable[[], int]) -> None:
    run = api.run(f"{PATH}/grid0")
    frame = run.history()
    assert list(frame["_step"]) == list(range(20))
    assert list(frame["loss"]) == [1 / (step + 1) for step in range(20)]
    assert list(frame.columns[:3]) == ["_step", "_timestamp", "_runtime"]
    assert frame.attrs["runql"] == {
        "complete": True,
        "sampled": False,
        "total_rows": 20,
        "exported_through_step": 19,
        "live_rows": 0,
    }
    # The run, the plan, and the one exported file.
    assert count_requests() == 3


def test_chosen_keys_stand_in_the_order_asked_for(api: Api) -> None:
    run = api.run(f"{PATH}/grid1")
    frame = run.history(keys=["accuracy", "loss"], min_step=5, max_step=8)
    assert list(frame.columns) == ["_step", "accuracy", "loss"]
    assert list(frame["_step"]) == [5, 6, 7]


def test_values_are_exact(api: Api) -> None:
    run = api.run(f"{PATH}/numbers")
    rows = run.history(format="records")
    shown = [{k: v for k, v in row.items() if k not in ("_timestamp", "_runtime")} for row in rows]
    assert shown[0] == {"_step": 0, "x": 1, "nested.a": 1.5, "nested.b.c": 2}
    assert math.isnan(shown[1]["x"])  # type: ignore[arg-type]  # a float, or the test fails
    assert shown[1]["only_here"] is True
    assert (shown[2]["x"], shown[2]["y"]) == (math.inf, -math.inf)
    assert (shown[3]["big"], shown[3]["text"]) == (2**60 + 1, 'häß"lich')
    assert shown[4]["list"] == [1, 2, 3]
    assert shown[5]["eval/loss"] == 0.25


def test_rows_that_lack_a_key_are_kept_unless_all_are_wanted(api: Api) -> None:
    run = api.run(f"{PATH}/numbers")
    some = run.history(keys=["x", "y"], format="records")
    both = run.history(keys=["x", "y"], how="all", format="records")
    assert [row["_step"] for row in some] == [0, 1, 2, 4]
    assert [row["_step"] for row in both] == [2]


def test_a_frame_has_a_column_for_a_key_that_nobody_has(api: Api) -> None:
    run = api.run(f"{PATH}/grid0")
    with pytest.warns(UserWarning, match="has no key 'nonsense'") as warned:
        frame = run.history(keys=["loss", "nonsense"])
    assert [warning.filename for warning in warned] == [__file__]
    assert list(frame.columns) == ["_step", "loss", "nonsense"]
    assert frame["nonsense"].isna().all()


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_every_format_holds_the_same(api: Api, kind: Any) -> None:
    run = api.run(f"{PATH}/grid2")
    frame = run.history(keys=["loss", "epoch"], format=kind)
    columns = {
        name: frame[name].tolist()
        if isinstance(frame, pd.DataFrame)
        else frame[name].to_pylist()
        if kind == "arrow"
        else frame[name].to_list()
        for name in ("_step", "loss", "epoch")
    }
    assert columns["_step"] == list(range(20))
    assert columns["loss"] == [1 / (step + 3) for step in range(20)]
    assert columns["epoch"] == [step // 5 for step in range(20)]


def test_a_sparse_step_axis_costs_no_empty_requests(
    api: Api, count_requests: Callable[[], int]
) -> None:
    run = api.run(f"{PATH}/sparse")
    rows = list(run.scan_history(keys=["tokens"]))
    assert [row["_step"] for row in rows] == [0, 7, 5_000, 5_001, 20_000]
    assert count_requests() == 3


def test_a_scan_starts_afresh_with_every_loop(api: Api) -> None:
    run = api.run(f"{PATH}/resumed")
    scan = run.scan_history(keys=["value"])
    first = list(scan)
    assert [row["value"] for row in first] == list(range(8))
    assert list(scan) == first


def test_a_sample_is_marked_as_one(api: Api) -> None:
    run = api.run(f"{PATH}/grid0")
    rows = run.history(samples=5, format="records")
    assert (len(rows), rows.sampled, rows.total_rows) == (5, True, 20)
    all_there_is = run.history(keys=["loss"], samples=50, format="records")
    assert (len(all_there_is), all_there_is.sampled) == (20, False)
    frame = run.history(keys=["loss"], samples=4, format="polars")
    assert frame.height == 4
    assert frame["_sampled"].all()


def test_the_history_of_a_deleted_run_is_not_found(api: Api) -> None:
    run = api.create_run(PATH, run_id="gone")
    run.delete()
    with pytest.raises(NotFoundError):
        run.history()


def test_wrong_arguments_are_refused_before_anything_is_sent(
    api: Api, count_requests: Callable[[], int]
) -> None:
    run = api.run(f"{PATH}/grid0")
    wrong: list[dict[str, Any]] = [
        {"keys": "loss"},
        {"keys": []},
        {"min_step": 5, "max_step": 1},
        {"how": "some"},
    ]
    for arguments in wrong:
        with pytest.raises(UsageError):
            run.scan_history(**arguments)
        with pytest.raises(UsageError):
            run.history(**arguments)
    with pytest.raises(UsageError):
        run.scan_history(page_size=0)
    with pytest.raises(UsageError):
        run.history(format="csv")  # type: ignore[call-overload]  # what is tested
    assert count_requests() == 1


def test_system_metrics_are_empty_for_a_run_that_measured_none(api: Api) -> None:
    run = api.run(f"{PATH}/grid0")
    assert len(run.system_metrics_history(format="records")) == 0
    assert len(run.history(stream="system")) == 0
    with pytest.raises(UsageError, match="no steps"):
        run.history(min_step=1, stream="systemMetrics")
