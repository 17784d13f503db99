"""Servers that lack features: calls get shorter documents, or raise an error that names the missing feature."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from runql import Artifact
from runql.errors import UnsupportedError
from runql.testing import Sandbox
from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.schema.older_servers import LACKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from runql import Api
    from runql.testing import SandboxUser
    from tests.fix_sandbox import Official

    Requests = Callable[[], Counter[str]]

PROJECT = "sandbox/older"
MORE = (
    "LogLine.label",
    "Mutation.moveRuns",
    "Mutation.undeleteRuns",
    "Query.runs",
    "Run.bucketedHistory",
    "Run.history(maxKeyLimit)",
    "Run.logLines(useImprovedPagination)",
    "Run.parquetHistory",
    "RateLimits.filestreamCount",
    "Tag.id",
)

OFFICIAL = """
import json, wandb
settings = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
run = wandb.init(project="older", id="theirs", settings=settings)
made = wandb.Artifact("official", "dataset")
with made.new_file("o.txt") as file:
    file.write("theirs")
run.log_artifact(made)
run.log({"loss": 0.5})
run.finish()
api = wandb.Api()
entity = api.default_entity
try:
    api.project("older", entity).sweeps(filters={"state": "RUNNING"})[0]
    refused = ""
except Exception as error:
    refused = str(error)
print(json.dumps({
    "entity": entity, "runs": [each.id for each in api.runs(f"{entity}/older")], "refused": refused,
}))
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A server without any of the features that change the schema."""
    options = ["--debug"]
    for name in (*LACKING, *MORE):
        options += ["--without", name]
    with Sandbox(options=options) as served:
        yield served


@pytest.fixture(scope="module")
def api(sandbox: Sandbox) -> Iterator[Api]:
    with sandbox.api() as api:
        run = api.create_run(PROJECT, run_id="maker")
        run.upload_file(b"x", name="x.txt")
        draft = Artifact("data", "dataset")
        with draft.new_file("data.txt") as file:
            file.write("content")
        run.log_artifact(draft)
        yield api


def test_versions_are_read_without_what_the_server_lacks(api: Api, tmp_path: Path) -> None:
    found = api.artifact(f"{PROJECT}/data:v0")
    assert (found.version, found.tags, found.aliases) == ("v0", [], ["latest"])
    assert api.artifact(f"{PROJECT}/data").id == found.id
    assert [each.name for each in found.files()] == ["data.txt"]
    assert (found.download(tmp_path) / "data.txt").read_text() == "content"
    assert api.artifact_exists(f"{PROJECT}/data:v0", "dataset")
    assert not api.artifact_exists(f"{PROJECT}/data:v1")
    listed = api.artifact_collections(PROJECT, "dataset")
    assert [each.name for each in listed] == ["data"]
    assert [each.version for each in api.artifacts("dataset", f"{PROJECT}/data")] == ["v0"]
    assert api.run(f"{PROJECT}/maker").logged_artifacts()[0].tags == []
    assert api.sweeps(PROJECT).all() == []


def test_versions_are_linked_and_taken_without_what_the_server_lacks(api: Api) -> None:
    run, found = api.run(f"{PROJECT}/maker"), api.artifact(f"{PROJECT}/data:v0")
    linked = found.link(f"{PROJECT}/shelf", aliases=["best"])
    assert (linked.qualified_name, linked.is_link) == (f"{PROJECT}/shelf:v0", True)
    assert run.use_artifact(f"{PROJECT}/data:v0").id == found.id
    linked.unlink()
    found.description = "changed"
    found.save()
    assert api.artifact(f"{PROJECT}/data:v0").description == "changed"


def test_what_is_known_to_be_missing_costs_nothing(
    sandbox: Sandbox, api: Api, requests: Requests
) -> None:
    assert api.artifact_exists(f"{PROJECT}/data:v0")
    with sandbox.api() as fresh:
        counted = []
        for _ in range(2):
            requests()
            fresh.artifact(f"{PROJECT}/data:v0")
            fresh.sweeps(PROJECT).all()
            counted.append(dict(requests()))
    assert counted == [
        {"GetArtifact": 1, "GetCollectionArtifact": 2, "ListSweeps": 2},
        {"GetCollectionArtifact": 1, "ListSweeps": 1},
    ]


@pytest.mark.parametrize(
    ("feature", "call"),
    [
        (
            "ARTIFACT_COLLECTIONS_FILTERING_SORTING",
            lambda api: api.artifact_collections(
                PROJECT, "dataset", filters={"name": "data"}
            ).all(),
        ),
        (
            "ARTIFACT_COLLECTIONS_FILTERING_SORTING",
            lambda api: api.artifact_collections(PROJECT, "dataset", order="-name").all(),
        ),
        ("SWEEPS_QUERY_FILTERING", lambda api: api.sweeps(PROJECT, {"state": "RUNNING"}).all()),
        ("ARTIFACT_TAGS", lambda api: tag(api, "good")),
        ("ARTIFACT_REGISTRY_SEARCH", lambda api: api.registries("sandbox-org").all()),
        (
            "ARTIFACT_TAGS",
            lambda api: api.run(f"{PROJECT}/maker").log_artifact(draft(), tags=["good"]),
        ),
    ],
)
def test_a_call_that_needs_a_feature_names_it(
    api: Api, feature: str, call: Callable[[Api], object]
) -> None:
    for _ in range(2):
        with pytest.raises(UnsupportedError, match=feature) as caught:
            call(api)
        assert caught.value.feature == feature
    # Fields that were removed from one call are present in the response to the next.
    assert api.artifact(f"{PROJECT}/data:v0").version == "v0"


def tag(api: Api, name: str) -> None:
    found = api.artifact(f"{PROJECT}/data:v0")
    found.tags = [name]
    found.save()


def draft() -> Artifact:
    made = Artifact("tagged", "dataset")
    with made.new_file("data.txt") as file:
        file.write("other")
    return made


def test_a_history_in_buckets_names_what_it_needs(api: Api) -> None:
    run = api.run(f"{PROJECT}/maker")
    with pytest.raises(UnsupportedError, match=r"Run\.bucketedHistory in the schema") as raised:
        run.history_buckets(["loss"])
    assert "run.history(" in str(raised.value.hint)


def test_runs_by_their_ids_name_what_they_need(api: Api) -> None:
    run = api.run(f"{PROJECT}/maker")
    with pytest.raises(UnsupportedError, match=r"Query\.runs in the schema"):
        api.runs_by_storage_id([run.storage_id])


def test_a_move_of_runs_names_what_it_needs(api: Api) -> None:
    with pytest.raises(UnsupportedError, match=r"Mutation\.moveRuns in the schema"):
        api.runs(PROJECT).move_to("sandbox/other")


def test_bringing_back_runs_names_what_it_needs(api: Api) -> None:
    with pytest.raises(UnsupportedError, match=r"Mutation\.undeleteRuns in the schema"):
        api.undelete_runs(PROJECT, ["gone"])


def test_limits_and_console_lines_are_read_without_what_the_server_lacks(api: Api) -> None:
    limits = api.server_info().limits
    assert limits is not None
    assert (limits.graphql, limits.filestream_count) == (6000, None)
    assert api.run(f"{PROJECT}/maker").console_logs().all() == []


def test_features_say_so(api: Api) -> None:
    info = api.server_info()
    assert not set(LACKING) & set(info.features)
    with pytest.raises(UnsupportedError, match="ARTIFACT_TAGS"):
        info.require("ARTIFACT_TAGS")


def test_the_official_sdk_takes_the_server_for_an_older_one(
    official: Official, sandbox: Sandbox, user: SandboxUser
) -> None:
    theirs = json.loads(official(OFFICIAL).strip().splitlines()[-1])
    assert theirs["entity"] == user.entity
    assert theirs["runs"] == ["theirs"]
    assert "not supported" in theirs["refused"].lower() or "upgrade" in theirs["refused"].lower()
    with sandbox.api(user) as api:
        found = api.artifact(f"{user.entity}/older/official:v0")
        assert [each.name for each in found.files()] == ["o.txt"]
        assert [row["loss"] for row in api.run(f"{user.entity}/older/theirs").scan_history()] == [
            0.5
        ]


def test_only_what_there_is_can_be_taken_away() -> None:
    for name in ("ARTIFACT_TAG", "Artifact.colour", "Nothing.tags", "Artifact.tags(colour)"):
        with pytest.raises(ValueError, match=r"no |unknown feature"):
            executable_schema([name])
