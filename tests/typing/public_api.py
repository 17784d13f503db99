"""What checkers must see; read by mypy and pyright, never run."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import assert_type

import pandas as pd
import polars as pl
import pyarrow as pa
from pydantic import BaseModel
from runql_graphql.list_runs import ListRuns

from runql import (
    Account,
    Api,
    ApiKey,
    AsyncApi,
    AsyncRun,
    AsyncRuns,
    AsyncSummary,
    Automation,
    F,
    FeatureState,
    Filter,
    Invite,
    Member,
    NewApiKey,
    OrganizationMember,
    Page,
    Project,
    ProjectPath,
    RateLimits,
    Run,
    Runs,
    RunState,
    Seats,
    Summary,
    Team,
    TeamRole,
    User,
    Users,
    Viewer,
    WebhookIntegration,
)
from runql._json import JsonValue
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
