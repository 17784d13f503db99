"""Every line of the table of capabilities: the call, its requests, and that the official client does not send it."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql import Artifact, RunState
from runql.automations import DoNothing, OnRunState, RunEvent, Scope
from runql.errors import UnsupportedError
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql import Api
    from runql.testing import SandboxUser

PAGE = Path(__file__).parents[3] / "docs" / "capabilities.md"
TABLE = PAGE.read_text().split("\n## ")[0]
LINES = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if line.startswith("|")
][2:]
FIELDS = [line[1] for line in LINES]


@dataclass
class World:
    """Objects for the calls of the table, in a separate project."""

    api: Api
    source: str
    run: Any
    version: Any
    collection: Any
    automation: Any
    report: Any

    @property
    def ids(self) -> list[str]:
        """IDs of runs."""
        return [self.run.storage_id]


CALLS: dict[str, Callable[[World], object]] = {
    "api.api_keys()": lambda world: [each.created_at for each in world.api.api_keys()],
    "api.runs(source).group_sizes()": lambda world: world.api.runs(world.source).group_sizes(),
    "api.runs(source).move_to(target)": lambda world: world.api.runs(world.source).move_to(
        f"{world.source}-moved", poll=0.01
    ),
    "api.runs_by_storage_id(ids)": lambda world: world.api.runs_by_storage_id(world.ids),
    "api.storage(entity)": lambda world: world.api.storage(world.run.entity).all(),
    'api.undelete_runs(source, ["run_id"])': lambda world: (
        world.run.delete() or world.api.undelete_runs(world.source, ["r"])
    ),
    "artifact.lineage_graph()": lambda world: world.version.lineage_graph().nodes,
    "automation.executions()": lambda world: world.automation.executions().all(),
    "automation.last_executed_at()": lambda world: [world.automation.last_executed_at()],
    'collection.alias_history("best")': lambda world: world.collection.alias_history("best").all(),
    "project.run_tags()": lambda world: world.api.project(world.source).run_tags(),
    'report.add_comment("Seen.")': lambda world: [world.report.add_comment("Seen.")],
    "report.comments()": lambda world: world.report.comments(),
    'run.files(content_types=["image/png"])': lambda world: world.run.files(
        content_types=["image/png"]
    ).all(),
    "run.folders()": lambda world: world.run.folders(),
    'run.history_buckets(["loss"])': lambda world: world.run.history_buckets(["loss"]),
}
OPERATIONS = {
    "ApiKey.lastUsedAt": {"ListApiKeys": 1},
    "Artifact.artifactLineageDag": {"GetArtifactGraph": 1},
    "ArtifactCollection.aliasActionHistory": {"ListAliasActions": 1},
    "Entity.storageTree": {"ListProjectStorage": 1},
    "Mutation.createViewDiscussionComment": {"CreateReportComment": 1},
    "Mutation.moveRuns": {"ListRuns": 1, "MoveRuns": 1, "GetTask": 1},
    "Mutation.undeleteRuns": {"DeleteRun": 1, "UndeleteRuns": 1, "ListRuns": 1},
    "Project.groupedRuns": {"ListRunGroups": 1},
    "Project.runTags": {"GetProject": 1, "ListRunTags": 1},
    "Query.runs": {"GetRunsById": 1},
    "Run.bucketedHistory": {"GetRunHistoryBuckets": 1},
    "Run.files(contentType)": {"ListRunFiles": 1},
    "Run.folders": {"GetRunFolders": 1},
    "Trigger.lastExecutedAt": {"GetAutomationLastExecution": 1},
    "Trigger.triggerExecutions": {"ListAutomationExecutions": 1},
    "View.discussionThreads": {"ListReportComments": 1},
}
WORDS = {
    "Mutation.moveRuns": r"\bmoveRuns\b",
    "Mutation.undeleteRuns": r"\bundeleteRuns\b",
    "Query.runs": r"\bruns\(\s*ids\s*:",
    "Run.files(contentType)": r"\bfiles\([^)]*contentType",
    "Run.folders": r"\bfolderList\b",
}
PARTS = {
    "ArtifactCollection.aliasActionHistory": (
        "ArtifactSequence.aliasActionHistory",
        "ArtifactPortfolio.aliasActionHistory",
    )
}


def _world(api: Api, user: SandboxUser, url: str, project: str) -> World:
    source = f"{user.entity}/{project}"
    run = api.create_run(source, run_id="r", group="a", tags=["red"])
    rows = [json.dumps({"_step": step, "loss": step}) for step in range(5)]
    body = {"files": {"wandb-history.jsonl": {"offset": 0, "content": rows}}}
    address = f"{url}/files/{source}/r/file_stream"
    httpx.post(address, json=body, auth=("api", user.api_key)).raise_for_status()
    run.upload_file(b"not quite a picture", "media/x.png")
    draft = Artifact("weights", "model")
    draft.add(b"w", "w.bin")
    version = run.log_artifact(draft)
    version.aliases = [*version.aliases, "best"]
    version.save()
    collection = api.artifact_collection("model", f"{source}/weights")
    scope = Scope.of(api.project(source))
    failed = OnRunState(scope, RunEvent.state.eq("failed"))
    automation = api.create_automation(failed >> DoNothing(), name=f"of {project}")
    run.update_state(RunState.FAILED)
    report = api.create_report(source, "Notes")
    return World(api, source, run, version, collection, automation, report)


def test_the_table_has_every_call() -> None:
    assert {line[4] for line in LINES} == set(CALLS)
    assert set(FIELDS) == set(OPERATIONS)


@pytest.mark.parametrize("line", LINES, ids=FIELDS)
def test_a_call_answers_and_costs_what_the_table_says(
    sandbox: Sandbox, user: SandboxUser, line: list[str], requests: Callable[[], Counter[str]]
) -> None:
    _, field, _, _, call, cost = line
    with sandbox.api(user) as api:
        project = re.sub(r"\W", "-", field)
        world = _world(api, user, sandbox.base_url, project)
        api.create_run(f"{project}-moved", run_id="other")
        world.report.add_comment("First.")
        deadline = time.monotonic() + 10
        while any(each.state == "PENDING" for each in world.automation.executions()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        requests()
        found: Any = CALLS[call](world)
        assert len(found) > 0
        assert all(each is not None for each in found)
        assert dict(requests()) == OPERATIONS[field]
    assert cost.startswith("1")


@pytest.fixture(scope="module")
def older() -> Iterator[World]:
    """A server that lacks every field of the table."""
    options = [part for field in FIELDS for part in PARTS.get(field, (field,))]
    with Sandbox(options=[word for part in options for word in ("--without", part)]) as served:
        user = served.create_user("older-capabilities")
        with served.api(user) as api:
            yield _world(api, user, served.base_url, "older")


@pytest.mark.parametrize("line", LINES, ids=FIELDS)
def test_a_server_without_the_field_is_named(older: World, line: list[str]) -> None:
    _, field, _, _, call, _ = line
    if field == "ApiKey.lastUsedAt":
        (key,) = older.api.api_keys()
        assert key.created_at is not None
        with pytest.raises(UnsupportedError, match=r"ApiKey\.lastUsedAt"):
            _ = key.last_used_at
        return
    with pytest.raises(UnsupportedError) as raised:
        CALLS[call](older)
    parts = (field, *PARTS.get(field, ()))
    assert any(part in str(raised.value) for part in parts), str(raised.value)


@pytest.mark.parametrize("line", LINES, ids=FIELDS)
def test_the_official_client_does_not_send_it(line: list[str]) -> None:
    spec = find_spec("wandb")
    assert spec is not None
    assert spec.origin is not None
    words = re.compile(WORDS.get(line[1], rf"\b{line[1].rpartition('.')[2]}\b"))
    package = Path(spec.origin).parent
    sending = [
        path for path in package.rglob("*.py") if words.search(path.read_text(errors="replace"))
    ]
    assert sending == []
