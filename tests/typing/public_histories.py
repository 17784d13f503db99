"""Types of histories of many runs, for type checkers; read by mypy and pyright, never run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_type

import pandas as pd
import polars as pl
import pyarrow as pa

from runql import Api, Histories, HistoryInfo, HistoryRecords, RunHistory
from runql.errors import RunQLError


def reads_many_histories(api: Api) -> None:
    histories = api.runs("e/p").histories(["loss"], failures="collect")
    assert_type(histories, Histories)
    for history in histories:
        assert_type(history, RunHistory)
        assert_type(history.info, HistoryInfo)
        assert_type(history.to_records(), HistoryRecords)
    assert_type(histories.to_pandas(), pd.DataFrame)
    assert_type(histories.to_polars(), pl.DataFrame)
    assert_type(histories.to_arrow(), pa.Table)
    for batch in histories.batches():
        assert_type(batch, pa.RecordBatch)
    assert_type(histories.failures, Mapping[str, RunQLError])
    assert_type(histories.cursor, str | None)
    assert_type(api.run("e/p/r").history_info(), HistoryInfo)
    api.runs("e/p").histories(failures="drop")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
