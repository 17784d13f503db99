# Generated from tests/_async/test_history_of_many_runs.py by `make generate`. Do not edit.

"""Histories of many runs that the official SDK logged: streamed, in one frame, taken up again, or failing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import Api

PATH = "entity/histories"
RUNS = ["long", "gaps", "words", "empty", "resumed"]


def schema_of(**kinds: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in kinds.items()])


def test_histories_come_in_order_of_the_list_with_one_plan_a_page(
    api: Api, count_requests: Callable[[], int]
) -> None:
    histories = api.runs(PATH).histories()
    found = list(histories)
    assert [history.run_id for history in found] == RUNS
    assert [len(history.to_records()) for history in found] == [130, 6, 2, 0, 95]
    assert all(history.complete for history in found)
    assert not histories.failures
    # One page of plans; a file of each run that has rows, and two of the one that was taken up again.
    assert count_requests() == 6


def test_a_history_of_many_is_the_history_of_one(api: Api) -> None:
    run = api.run(f"{PATH}/long")
    alone = run.history()
    for history in api.runs(PATH, limit=1).histories():
        assert history.to_pandas().equals(alone)
        assert history.info == run.history(format="records").info


def test_one_frame_holds_all_runs_whatever_they_logged(api: Api) -> None:
    frame = api.runs(PATH).histories().to_pandas()
    assert list(frame.columns[:4]) == ["run_id", "_step", "_timestamp", "_runtime"]
    assert frame.groupby("run_id").size().to_dict() == {
        "gaps": 6,
        "long": 130,
        "resumed": 95,
        "words": 2,
    }
    # Numbers in one run and words in another are texts, so that nothing is lost.
    assert frame[frame["run_id"] == "words"]["loss"].tolist() == ["high", "low"]
    assert frame["big"].dropna().tolist() == [2**53 + 1]
    assert frame.attrs["runql"] == {
        "runs": 5,
        "complete": True,
        "rows": 233,
        "live_rows": 0,
        "unfinished": (),
        "failures": {},
    }


def test_chosen_keys_and_steps_hold_for_every_run(api: Api) -> None:
    histories = api.runs(PATH).histories(["accuracy", "rare"], min_step=1, max_step=1_002)
    table = histories.to_arrow()
    assert table.column_names == ["run_id", "_step", "accuracy", "rare"]
    assert table.num_rows == 44
    assert table.column("rare").drop_null().to_pylist() == [1_001]
    tenth = table.column("accuracy").to_pylist()[9]
    assert tenth is not None
    assert math.isnan(tenth)


def test_polars_has_the_same_frame(api: Api) -> None:
    frame = api.runs(PATH).histories(["loss"]).to_polars()
    assert frame.columns == ["run_id", "_step", "loss"]
    assert frame.height == 130 + 6 + 2 + 50


def test_batches_have_one_schema_when_it_is_given(api: Api) -> None:
    schema = schema_of(run_id=pa.string(), _step=pa.int64(), loss=pa.string())
    histories = api.runs(PATH).histories()
    batches = list(histories.batches(schema=schema, rows=50))
    assert all(batch.schema == schema for batch in batches)
    assert [batch.num_rows for batch in batches] == [50, 50, 30, 6, 2, 50, 45]


def test_a_run_that_does_not_fit_the_schema_is_reported_and_the_others_are_given(
    api: Api,
) -> None:
    schema = schema_of(run_id=pa.string(), loss=pa.float64())
    histories = api.runs(PATH).histories(failures="collect")
    batches = list(histories.batches(schema=schema))
    assert sum(batch.num_rows for batch in batches) == 231
    assert list(histories.failures) == ["words"]
    assert isinstance(histories.failures["words"], UsageError)


def test_reading_goes_on_behind_the_last_run_given(api: Api) -> None:
    histories = api.runs(PATH).histories(["loss"], window=1)
    for history in histories:
        if history.run_id == "gaps":
            break
    rest = api.runs(PATH).histories(["loss"], after=histories.cursor)
    assert [history.run_id for history in rest] == RUNS[2:]


def test_an_unknown_project_is_not_found(api: Api) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        api.runs("entity/nowhere").histories().to_arrow()


def test_facts_are_there_without_rows(api: Api) -> None:
    run = api.run(f"{PATH}/resumed")
    info = run.history_info()
    assert (info.complete, info.total_rows, info.exported_through_step) == (True, 95, 94)
    assert info.live_rows == 0


def test_wrong_arguments_are_refused_before_anything_is_sent(
    api: Api, count_requests: Callable[[], int]
) -> None:
    runs = api.runs(PATH)
    with pytest.raises(UsageError, match="window"):
        runs.histories(window=0)
    with pytest.raises(UsageError, match="failures"):
        runs.histories(failures="ignore")  # type: ignore[arg-type]  # what is tested
    with pytest.raises(UsageError, match="page_size"):
        runs.histories(page_size=0)
    assert count_requests() == 0
