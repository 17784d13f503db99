"""Types for type checkers; read by mypy and pyright, never run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import BinaryIO, assert_type

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from pydantic import BaseModel
from runql_graphql.list_runs import ListRuns

from runql import (
    Account,
    Agent,
    Api,
    ApiKey,
    ArtifactCollection,
    AsyncApi,
    AsyncArtifact,
    AsyncConsoleLogFollower,
    AsyncConsoleLogs,
    AsyncFile,
    AsyncFiles,
    AsyncLoggedMedia,
    AsyncRun,
    AsyncRuns,
    AsyncSummary,
    AsyncSweep,
    Automation,
    ConsoleLogFollower,
    ConsoleLogs,
    EntryInfo,
    ExportReport,
    ExportVerification,
    F,
    FeatureState,
    File,
    Files,
    Filter,
    Invite,
    Lineage,
    LoggedArtifact,
    LoggedMedia,
    LogLine,
    Manifest,
    Member,
    NewApiKey,
    OrganizationMember,
    Page,
    Project,
    ProjectPath,
    RateLimits,
    Report,
    Run,
    Runs,
    RunSet,
    RunState,
    Seats,
    Summary,
    Sweep,
    SweepConfig,
    Sweeps,
    SweepState,
    Team,
    TeamRole,
    User,
    Users,
    Viewer,
    WebhookIntegration,
    media,
)
from runql._wire.json_types import JsonValue
from runql.automations import (
    ArtifactEvent,
    DoNothing,
    NewAutomation,
    OnLinkArtifact,
    OnRunMetric,
    OnRunState,
    RunEvent,
    Scope,
)
from runql.errors import RunQLError
from runql.reports import Block, Heading, Panel, Span


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
    assert_type(
        run.history(format="numpy"), dict[str, np.ndarray[tuple[int], np.dtype[np.generic[object]]]]
    )
    for record in run.history(format="records"):
        assert_type(record, dict[str, JsonValue])
    for row in run.scan_history(keys=["loss"]):
        assert_type(row, dict[str, JsonValue])


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


def reads_media(run: Run) -> None:
    assert_type(run.media("image"), list[LoggedMedia[media.Media]])
    images = run.media("image", kind=media.Image)
    assert_type(images, list[LoggedMedia[media.Image]])
    assert_type(images[0].value.caption, str | None)
    assert_type(images[0].read(), bytes)
    assert_type(images[0].download("folder"), list[Path])
    assert_type(images[0].boxes(), dict[str, tuple[media.BoundingBox, ...]])
    assert_type(run.summary_media, dict[str, LoggedMedia[media.Media]])
    assert_type(run.download_media(kind=media.Audio), list[Path])
    table = run.table("predictions")
    assert_type(table, media.Table)
    assert_type(table.to_pandas(), pd.DataFrame)
    assert_type(table.to_polars(), pl.DataFrame)
    assert_type(table.to_arrow(), pa.Table)
    assert_type(table.records, list[dict[str, media.Cell]])


async def reads_media_asynchronously(run: AsyncRun) -> None:
    images = await run.media(kind=media.Image)
    assert_type(images, list[AsyncLoggedMedia[media.Image]])
    assert_type(await images[0].read(), bytes)
    assert_type(await run.table("predictions"), media.Table)


class ArtifactMetadata(BaseModel):
    rows: int


def reads_artifacts(api: Api, run: Run) -> None:
    plain = api.artifact("e/p/c:v0")
    assert_type(plain, LoggedArtifact[dict[str, JsonValue]])
    assert_type(plain.metadata, dict[str, JsonValue])
    assert_type(api.artifact("c", metadata=ArtifactMetadata).metadata, ArtifactMetadata)
    assert_type(plain.created_at, dt.datetime)
    assert_type(plain.ttl, dt.timedelta | None)
    assert_type(plain.manifest, Manifest)
    assert_type(plain.manifest["a"], EntryInfo)
    assert_type(plain.download("folder", pattern="*.csv", link="hard"), Path)
    assert_type(plain.get_entry("a").read(), bytes)
    assert_type(plain.get_entry("a").open(), BinaryIO)
    assert_type(plain.table("t"), media.Table)
    assert_type(plain.verify().wrong, tuple[str, ...])
    assert_type(plain.collection, ArtifactCollection)
    assert_type(plain.logged_by(), Run | None)
    assert_type(plain.used_by()[0], Run)
    assert_type(plain.lineage(direction="upstream"), Lineage)
    assert_type(
        api.artifacts("t", "c", metadata=ArtifactMetadata)[0], LoggedArtifact[ArtifactMetadata]
    )
    assert_type(api.artifact_exists("c:v0"), bool)
    assert_type(run.logged_artifacts()[0].name, str)
    assert_type(run.used_artifacts(type="model", name="net", alias="best")[0].name, str)
    for collection in api.project("e/p").collections():
        assert_type(collection.tags, list[str])
    plain.download(link="soft")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def reads_artifacts_asynchronously(api: AsyncApi) -> None:
    found = await api.artifact("e/p/c:v0", metadata=ArtifactMetadata)
    assert_type(found, AsyncArtifact[ArtifactMetadata])
    assert_type(await found.manifest, Manifest)
    assert_type(await (await found.get_entry("a")).read(), bytes)
    async for run in found.used_by():
        assert_type(run, AsyncRun)


def reads_reports(api: Api) -> None:
    for report in api.reports("e/p"):
        assert_type(report, Report)
        assert_type(report.blocks, list[Block])
        for run_set in report.run_sets:
            assert_type(run_set, RunSet)
            assert_type(run_set.runs(), Runs[dict[str, JsonValue], Summary])
        for grid in report.panel_grids:
            assert_type(grid.panels, tuple[Panel, ...])
    made = api.create_report("e/p", "Title", [Heading((Span("One"),))])
    assert_type(made, Report)


def reads_files(run: Run) -> None:
    assert_type(run.files("*.png"), Files)
    file = run.file("notes.txt")
    assert_type(file, File)
    assert_type(file.size, int)
    assert_type(file.md5_hex, str | None)
    assert_type(file.updated_at, dt.datetime | None)
    assert_type(file.read(), bytes)
    assert_type(file.stream(), Iterator[bytes])
    assert_type(file.download("root", exist_ok=True), Path)
    assert_type(run.download_files("*.png", Path("root"), workers=4), list[Path])
    assert_type(run.upload_file(b"content", "name"), File)
    assert_type(run.upload_files(["folder", Path("file")]), list[File])
    assert_type(run.delete_files(run.files("*.png")), int)


def reads_console_logs(run: Run) -> None:
    assert_type(run.console_logs(last=5, pattern=re.compile("x")), ConsoleLogs)
    assert_type(run.console_logs(follow=True, timeout=1.0), ConsoleLogFollower)
    for line in run.console_logs():
        assert_type(line, LogLine)
        assert_type(line.time, dt.datetime | None)
        assert_type(line.level, str | None)
    assert_type(run.console_logs().to_pandas(), pd.DataFrame)
    run.console_logs(follow=True, limit=3)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


async def reads_files_and_logs_asynchronously(run: AsyncRun) -> None:
    assert_type(run.files(), AsyncFiles)
    assert_type(await run.file("x"), AsyncFile)
    assert_type(await run.download_files(), list[Path])
    async for piece in (await run.file("x")).stream():
        assert_type(piece, bytes)
    assert_type(run.console_logs(), AsyncConsoleLogs)
    assert_type(run.console_logs(follow=True), AsyncConsoleLogFollower)
    async for line in run.console_logs(follow=True):
        assert_type(line, LogLine)


def manages_accounts(api: Api) -> None:
    assert_type(api.user("u"), Account)
    assert_type(api.users("u"), Users)
    assert_type(list(api.users()), list[Account])
    assert_type(api.generate_api_key("d"), NewApiKey)
    assert_type(api.generate_api_key().secret, str)
    assert_type(api.api_keys().first(), ApiKey | None)
    team = api.team("t")
    assert_type(team, Team)
    assert_type(team.members, tuple[Member, ...])
    assert_type(team.set_role("m", TeamRole.ADMIN), Member)
    assert_type(team.invite("m", role="viewer"), Invite)
    assert_type(team.create_service_account("d").api_key, str | None)
    assert_type(api.organization().members(), list[OrganizationMember])
    assert_type(api.organization().seats(), Seats)
    assert_type(api.server_info().feature("F"), FeatureState)
    assert_type(api.server_info().limits, RateLimits | None)


def reads_sweeps(api: Api) -> None:
    sweep = api.sweep("e/p/s")
    assert_type(sweep, Sweep)
    assert_type(sweep.state, SweepState)
    assert_type(sweep.config, SweepConfig)
    assert_type(sweep.config["method"], JsonValue)
    assert_type(sweep.expected_run_count, int | None)
    assert_type(api.sweeps("e/p", F.state == "RUNNING"), Sweeps)
    assert_type(sweep.runs(config=TrainConfig), Runs[TrainConfig, Summary])
    assert_type(sweep.runs[0], Run[dict[str, JsonValue], Summary])
    assert_type(len(sweep.runs), int)
    assert_type(sweep.best_run(), Run[dict[str, JsonValue], Summary])
    assert_type(sweep.best_run(metric="loss", config=TrainConfig).config.lr, float)
    assert_type(sweep.top_k(3)[0], Run[dict[str, JsonValue], Summary])
    assert_type(sweep.agents(), list[Agent])
    assert_type(sweep.to_pandas(), pd.DataFrame)
    assert_type(sweep.enqueue_run({"x": 1}), str)
    assert_type(sweep.parameter_importance()[0].importance, float)
    assert_type(sweep.analysis().parallel_coordinates().data, list[dict[str, object]])
    assert_type(api.run("e/p/r").sweep, Sweep | None)


def reads_projects(api: Api) -> None:
    project = api.create_project("e/p", visibility="team")
    assert_type(project.created, bool | None)
    assert_type(project.sweeps(), Sweeps)
    assert_type(project.keys()[0].types, tuple[str, ...])
    assert_type(project.values("config.lr")[0].value, JsonValue)
    assert_type(project.tag_counts(), dict[str, int])


async def reads_sweeps_asynchronously(api: AsyncApi) -> None:
    sweep = await api.sweep("e/p/s")
    assert_type(sweep, AsyncSweep)
    assert_type(await sweep.best_run(), AsyncRun[dict[str, JsonValue], AsyncSummary])
    run = await api.run("e/p/r")
    assert_type(await run.sweep, AsyncSweep | None)


def exports(api: Api) -> None:
    report = api.export("e/p", "folder", F.state == "finished", keys=["loss"], format="csv")
    assert_type(report, ExportReport)
    assert_type(report.exported, tuple[str, ...])
    assert_type(report.failures, dict[str, RunQLError])
    assert_type(report.paths, dict[str, Path])
    assert_type(api.verify_export("folder", server=True), ExportVerification)
    api.export("e/p", "folder", format="xlsx")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


async def exports_asynchronously(api: AsyncApi) -> None:
    assert_type(await api.export("e/p", Path("folder")), ExportReport)
    assert_type(await api.verify_export("folder"), ExportVerification)


def builds_automations(api: Api, project: Project) -> None:
    loss = RunEvent.metric("loss")
    event = OnRunMetric(Scope.of(project), (loss.avg(5) > 3) & (RunEvent.name == "x"))
    assert_type(event >> DoNothing(), NewAutomation)
    assert_type(api.create_automation(event >> DoNothing(), name="a"), Automation)
    assert_type(api.automations("e").first(), Automation | None)
    assert_type(api.webhook_integrations().all(), list[WebhookIntegration])
    OnRunMetric(Scope.of(project), loss.changes_by(frac=0.1))
    OnRunState(Scope.of(project), RunEvent.state.in_(["failed"]) & (F.tags == "prod"))
    OnLinkArtifact(Scope.of(project), ArtifactEvent.alias == "prod")
    OnRunMetric(Scope.of(project), loss == 3)  # type: ignore[arg-type, comparison-overlap]  # pyright: ignore[reportArgumentType, reportUnnecessaryComparison]
