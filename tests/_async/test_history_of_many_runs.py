"""Histories of many runs that the official SDK logged: streamed, in one frame, taken up again, or failing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import AsyncApi

PATH = "entity/histories"
RUNS = ["long", "gaps", "words", "empty", "resumed"]


def schema_of(**kinds: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in kinds.items()])


async def test_histories_come_in_order_of_the_list_with_one_plan_a_page(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    histories = async_api.runs(PATH).histories()
    found = [history async for history in histories]
    assert [history.run_id for history in found] == RUNS
    assert [len(history.to_records()) for history in found] == [130, 6, 2, 0, 95]
    assert all(history.complete for history in found)
    assert not histories.failures
    # One page of plans; a file of each run that has rows, and two of the one that was taken up again.
    assert count_requests() == 6


async def test_a_history_of_many_is_the_history_of_one(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/long")
    alone = await run.history()
    async for history in async_api.runs(PATH, limit=1).histories():
        assert history.to_pandas().equals(alone)
        assert history.info == (await run.history(format="records")).info


async def test_one_frame_holds_all_runs_whatever_they_logged(async_api: AsyncApi) -> None:
    frame = await async_api.runs(PATH).histories().to_pandas()
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


async def test_chosen_keys_and_steps_hold_for_every_run(async_api: AsyncApi) -> None:
    histories = async_api.runs(PATH).histories(["accuracy", "rare"], min_step=1, max_step=1_002)
    table = await histories.to_arrow()
    assert table.column_names == ["run_id", "_step", "accuracy", "rare"]
    assert table.num_rows == 44
    assert table.column("rare").drop_null().to_pylist() == [1_001]
    tenth = table.column("accuracy").to_pylist()[9]
    assert tenth is not None
    assert math.isnan(tenth)


async def test_polars_has_the_same_frame(async_api: AsyncApi) -> None:
    frame = await async_api.runs(PATH).histories(["loss"]).to_polars()
    assert frame.columns == ["run_id", "_step", "loss"]
    assert frame.height == 130 + 6 + 2 + 50


async def test_batches_have_one_schema_when_it_is_given(async_api: AsyncApi) -> None:
    schema = schema_of(run_id=pa.string(), _step=pa.int64(), loss=pa.string())
    histories = async_api.runs(PATH).histories()
    batches = [batch async for batch in histories.batches(schema=schema, rows=50)]
    assert all(batch.schema == schema for batch in batches)
    assert [batch.num_rows for batch in batches] == [50, 50, 30, 6, 2, 50, 45]


async def test_a_run_that_does_not_fit_the_schema_is_reported_and_the_others_are_given(
    async_api: AsyncApi,
) -> None:
    schema = schema_of(run_id=pa.string(), loss=pa.float64())
    histories = async_api.runs(PATH).histories(failures="collect")
    batches = [batch async for batch in histories.batches(schema=schema)]
    assert sum(batch.num_rows for batch in batches) == 231
    assert list(histories.failures) == ["words"]
    assert isinstance(histories.failures["words"], UsageError)


async def test_reading_goes_on_behind_the_last_run_given(async_api: AsyncApi) -> None:
    histories = async_api.runs(PATH).histories(["loss"], window=1)
    async for history in histories:
        if history.run_id == "gaps":
            break
    rest = async_api.runs(PATH).histories(["loss"], after=histories.cursor)
    assert [history.run_id async for history in rest] == RUNS[2:]


async def test_an_unknown_project_is_not_found(async_api: AsyncApi) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        await async_api.runs("entity/nowhere").histories().to_arrow()


async def test_facts_are_there_without_rows(async_api: AsyncApi) -> None:
    run = await async_api.run(f"{PATH}/resumed")
    info = await run.history_info()
    assert (info.complete, info.total_rows, info.exported_through_step) == (True, 95, 94)
    assert info.live_rows == 0


async def test_wrong_arguments_are_refused_before_anything_is_sent(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    runs = async_api.runs(PATH)
    with pytest.raises(UsageError, match="window"):
        runs.histories(window=0)
    with pytest.raises(UsageError, match="failures"):
        runs.histories(failures="ignore")  # type: ignore[arg-type]  # what is tested
    with pytest.raises(UsageError, match="page_size"):
        runs.histories(page_size=0)
    assert count_requests() == 0
