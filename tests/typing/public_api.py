"""What checkers must see; read by mypy and pyright, never run."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import assert_type

import pandas as pd
import polars as pl
import pyarrow as pa
from pydantic import BaseModel
from runql_graphql.list_runs import ListRuns

from runql import (
    Api,
    AsyncApi,
    AsyncRun,
    AsyncRuns,
    AsyncSummary,
    F,
    Filter,
    Histories,
    HistoryFacts,
    HistoryRecords,
    Page,
    Project,
    ProjectPath,
    Run,
    RunHistory,
    Runs,
    RunState,
    Summary,
    User,
    Viewer,
)
from runql._json import JsonValue
from runql.errors import RunQLError


class TrainConfig(BaseModel):
    lr: float


class Scores(BaseModel):
    accuracy: float


def reads_runs(api: Api) -> None:
    runs = api.runs("e/p", {"state": "finished"})
    assert_type(runs, Runs[dict[str, JsonValue], Summary])
    assert_type(runs[0], Run[dict[str, JsonValue], Summary])
    assert_type(runs[:5], list[Run[dict[str, JsonValue], Summary]])
    assert_type(len(runs), int)
    assert_type(runs.first(), Run[dict[str, JsonValue], Summary] | None)
    assert_type(runs.pages(), Iterator[Page[Run[dict[str, JsonValue], Summary]]])
    assert_type(runs.to_pandas(), pd.DataFrame)
    assert_type(runs.to_polars(), pl.DataFrame)
    assert_type(runs.to_arrow(), pa.Table)
    for run in runs:
        assert_type(run.config, dict[str, JsonValue])
        assert_type(run.summary, Summary)
        assert_type(run.summary.get("accuracy"), JsonValue)
        assert_type(run.tags, list[str])
        run.tags = ["a"]
        run.notes = None


def reads_attributes(run: Run) -> None:
    assert_type(run.id, str)
    assert_type(run.name, str | None)
    assert_type(run.state, RunState)
    assert_type(run.state.is_terminal, bool)
    assert_type(run.created_at, dt.datetime)
    assert_type(run.heartbeat_at, dt.datetime | None)
    assert_type(run.duration, dt.timedelta)
    assert_type(run.user, User | None)
    assert_type(run.path, list[str])
    assert_type(run.metadata, dict[str, JsonValue] | None)
    assert_type(run.system_metrics, dict[str, JsonValue])
    assert_type(run.wait_until_finished(timeout=1), RunState)
    assert_type(run.stop(), bool)


def reads_histories(run: Run) -> None:
    assert_type(run.history(keys=["loss"]), pd.DataFrame)
    assert_type(run.history(format="polars"), pl.DataFrame)
    assert_type(run.history(format="arrow"), pa.Table)
    for record in run.history(format="records"):
        assert_type(record, dict[str, JsonValue])
    for row in run.scan_history(keys=["loss"]):
        assert_type(row, dict[str, JsonValue])


def reads_many_histories(api: Api) -> None:
    histories = api.runs("e/p").histories(["loss"], failures="collect")
    assert_type(histories, Histories)
    for history in histories:
        assert_type(history, RunHistory)
        assert_type(history.facts, HistoryFacts)
        assert_type(history.to_records(), HistoryRecords)
    assert_type(histories.to_pandas(), pd.DataFrame)
    assert_type(histories.to_polars(), pl.DataFrame)
    assert_type(histories.to_arrow(), pa.Table)
    for batch in histories.batches():
        assert_type(batch, pa.RecordBatch)
    assert_type(histories.failures, Mapping[str, RunQLError])
    assert_type(histories.cursor, str | None)
    assert_type(api.run("e/p/r").history_facts(), HistoryFacts)
    api.runs("e/p").histories(failures="drop")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def reads_models(api: Api) -> None:
    runs = api.runs("e/p", config=TrainConfig)
    assert_type(runs, Runs[TrainConfig, Summary])
    assert_type(runs[0].config.lr, float)
    run = api.run("e/p/r", config=TrainConfig, summary=Scores)
    assert_type(run, Run[TrainConfig, Scores])
    assert_type(run.summary.accuracy, float)


def reads_the_rest(api: Api) -> None:
    assert_type(api.viewer, Viewer)
    assert_type(api.default_entity, str | None)
    assert_type(api.project("e/p"), Project)
    for project in api.projects():
        assert_type(project, Project)
        assert_type(project.path, ProjectPath)
    assert_type(api.graphql.list_runs(project="p"), ListRuns)


def builds_filters() -> None:
    assert_type(F.config["lr"] >= 1e-3, Filter)
    assert_type(F.state == "finished", Filter)
    assert_type(F.created_at > dt.datetime.now(dt.UTC), Filter)
    assert_type((F.state == RunState.FINISHED) & ~(F.summary["loss"] < 1), Filter)


async def reads_asynchronously(api: AsyncApi) -> None:
    runs = api.runs("e/p", config=TrainConfig)
    assert_type(runs, AsyncRuns[TrainConfig, AsyncSummary])
    async for run in runs:
        assert_type(run, AsyncRun[TrainConfig, AsyncSummary])
        assert_type(await run.history(), pd.DataFrame)
        assert_type(await run.metadata, dict[str, JsonValue] | None)
        async for row in run.scan_history():
            assert_type(row, dict[str, JsonValue])
    assert_type(await runs, Page[AsyncRun[TrainConfig, AsyncSummary]])
    assert_type(runs.pages(), AsyncIterator[Page[AsyncRun[TrainConfig, AsyncSummary]]])
    assert_type(await api.viewer, Viewer)


def refuses(run: Run, api: Api) -> None:
    print(run.displayName)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    print(run.nonsense)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    run.state = RunState.FAILED  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    api.runs("e/p", limit="3")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    run.history(format="csv")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
