"""A private project shows nothing to users without access; each call raises a typed error."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import Api, Artifact
from runql.automations import DoNothing, OnRunState, RunEvent, Scope
from runql.errors import ApiError, NotFoundError, PermissionDeniedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser

PROJECT = "closed/private"
Read = Callable[[Api], object]

READS: dict[str, Read] = {
    "project": lambda api: api.project(PROJECT),
    "projects": lambda api: api.projects("closed").all(),
    "runs": lambda api: api.runs(PROJECT).all(),
    "how many runs": lambda api: len(api.runs(PROJECT)),
    "run": lambda api: api.run(f"{PROJECT}/known"),
    "sweeps": lambda api: api.sweeps(PROJECT).all(),
    "reports": lambda api: api.reports(PROJECT).all(),
    "artifact types": lambda api: api.artifact_types(PROJECT).all(),
    "artifact type": lambda api: api.artifact_type("dataset", PROJECT),
    "collections": lambda api: api.artifact_collections(PROJECT, "dataset").all(),
    "collection": lambda api: api.artifact_collection("dataset", f"{PROJECT}/data"),
    "collection exists": lambda api: api.artifact_collection_exists(f"{PROJECT}/data", "dataset"),
    "versions": lambda api: api.artifacts("dataset", f"{PROJECT}/data").all(),
    "version": lambda api: api.artifact(f"{PROJECT}/data:v0"),
    "version exists": lambda api: api.artifact_exists(f"{PROJECT}/data:v0"),
    "automations": lambda api: api.automations("closed").all(),
    "automation": lambda api: api.automation("watch", "closed"),
    "integrations": lambda api: api.integrations("closed").all(),
    "team": lambda api: api.team("closed"),
    "organization": lambda api: api.organization("closing"),
}
"""Reads that begin with a path, by their subject."""


class Held:
    """Objects of a project that a user holds."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.project = api.project(PROJECT)
        self.run = api.run(f"{PROJECT}/known")
        self.artifact = api.artifact(f"{PROJECT}/data:v0")
        self.collection = api.artifact_collection("dataset", f"{PROJECT}/data")
        self.sweep = api.sweeps(PROJECT)[0]
        self.report = api.reports(PROJECT)[0]
        self.team = api.team("closed")


HELD: dict[str, Callable[[Held], object]] = {
    "keys": lambda held: held.project.keys(),
    "tags": lambda held: held.project.tag_counts(),
    "run": lambda held: held.run.refresh(),
    "history": lambda held: list(held.run.scan_history()),
    "sampled history": lambda held: held.run.history(),
    "files": lambda held: held.run.files().all(),
    "file": lambda held: held.run.file("notes.txt"),
    "console logs": lambda held: held.run.console_logs().all(),
    "logged artifacts": lambda held: held.run.logged_artifacts().all(),
    "used artifacts": lambda held: held.run.used_artifacts().all(),
    "version": lambda held: held.artifact.refresh(),
    "contents of a version": lambda held: held.api.artifact(held.artifact.path).manifest,
    "files of a version": lambda held: held.artifact.files().all(),
    "who logged it": lambda held: held.artifact.logged_by(),
    "who used it": lambda held: held.artifact.used_by().all(),
    "versions": lambda held: held.collection.artifacts().all(),
    "sweep": lambda held: held.sweep.refresh(),
    "runs of a sweep": lambda held: held.sweep.runs().all(),
    "report": lambda held: held.report.refresh(),
    "team": lambda held: held.team.reload(),
}
"""Reads of things that somebody held before they lost their part in the team."""


@pytest.fixture(scope="module")
def boss(sandbox: Sandbox) -> SandboxUser:
    """Who made the team, its project and one of everything in it."""
    made = sandbox.create_user("closing-boss", organization="closing")
    with sandbox.api(made) as api:
        api.create_team("closed")
        run = api.create_run(PROJECT, run_id="known", config={"lr": 0.1}, tags=["t"])
        run.upload_file(b"private", name="notes.txt")
        draft = Artifact("data", "dataset")
        with draft.new_file("data.txt") as file:
            file.write("private")
        run.log_artifact(draft)
        run.use_artifact(f"{PROJECT}/data:v0")
        config = {"method": "random", "parameters": {"x": {"values": [1, 2]}}}
        api.create_sweep(config, PROJECT)
        api.create_report(PROJECT, "closed report", draft=False)
        event = OnRunState(Scope.of(api.project(PROJECT)), RunEvent.state == "failed")
        api.create_automation(event >> DoNothing(), name="watch")
    stream = {"files": {"wandb-history.jsonl": {"offset": 0, "content": ['{"_step":0,"loss":1}']}}}
    url = f"{sandbox.base_url}/files/{PROJECT}/known/file_stream"
    httpx.post(url, json=stream, auth=("api", made.api_key), timeout=30).raise_for_status()
    return made


@pytest.fixture(scope="module")
def outsider(sandbox: Sandbox, boss: SandboxUser) -> Iterator[Api]:
    assert boss.username == "closing-boss"
    with sandbox.api(sandbox.create_user("closing-stranger", organization="elsewhere")) as api:
        yield api


@pytest.fixture(scope="module")
def left(sandbox: Sandbox, boss: SandboxUser) -> Iterator[Held]:
    """Objects that a member of the team held before being removed."""
    member = sandbox.create_user("closing-member", organization="closing")
    with sandbox.api(boss) as api, sandbox.api(member) as theirs:
        team = api.team("closed")
        team.invite("closing-member")
        sandbox.accept_invite("closed", member)
        held = Held(theirs)
        for read in HELD.values():
            read(held)
        team.reload()
        team.remove("closing-member")
        yield held


@pytest.mark.parametrize("name", READS)
def test_a_stranger_is_told_that_there_is_nothing(outsider: Api, name: str) -> None:
    if name.endswith("exists"):
        assert READS[name](outsider) is False
        return
    with pytest.raises((NotFoundError, PermissionDeniedError)) as caught:
        READS[name](outsider)
    assert caught.value.operation


@pytest.mark.parametrize("name", HELD)
def test_who_left_reads_no_more(left: Held, name: str) -> None:
    with pytest.raises((NotFoundError, PermissionDeniedError)):
        HELD[name](left)


def test_the_addresses_are_closed_too(sandbox: Sandbox, boss: SandboxUser, outsider: Api) -> None:
    """Those that take a key; signed ones are good for whoever was given them, as on the public server."""
    with sandbox.api(boss) as api:
        url = api.run(f"{PROJECT}/known").file("notes.txt").url
    assert url is not None
    assert httpx.get(url, auth=("api", boss.api_key)).content == b"private"
    secret = outsider.generate_api_key().secret
    assert httpx.get(url, auth=("api", secret)).status_code == 404
    assert httpx.get(url).status_code == 401
    stream = f"{sandbox.base_url}/files/{PROJECT}/known/file_stream"
    assert httpx.post(stream, json={}, auth=("api", secret)).status_code == 404


def test_a_stranger_sees_no_private_things_of_people(outsider: Api) -> None:
    seen = outsider.user("closing-boss")
    assert seen.email is None
    assert [each.username for each in outsider.users("closing")] == ["closing-stranger"]
    with pytest.raises(ApiError):
        outsider.team("nowhere")
