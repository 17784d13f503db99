"""`wandb.Api` and runql read the same artifacts from one server; where they do not, it is listed here and why."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from runql import Api, ArtifactCache, ArtifactCollection, LoggedArtifact
from runql.testing import Sandbox
from tests import forked
from tests.conformance.artifact_reader import ATTRIBUTES, COLLECTION, tree
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]
PROJECT = "entity/artifacts"
NAMES = [
    "ds:v0",
    "ds:best",
    "ds:v1",
    "ds:latest",
    "model:v0",
    "candidates:candidate",
    "report:latest",
]

# Intended differences, with reasons; `test_a_wanted_difference_is_there` shows each.
WANTED: dict[str, str] = {
    "times": "aware datetimes instead of texts: they can be compared and subtracted",
    "tags": "versions with a tag are looked for on every page; the official reader stops at one without a match",
    "type": "a version of another type is told from one that is not there",
}


class Server(NamedTuple):
    api: Api
    official: dict[str, Any]
    cache: ArtifactCache
    root: Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The official reader's output for data of the official SDK, and a client for the same data."""
    scratch = tmp_path_factory.mktemp("wandb")
    spec = {"project": PROJECT, "artifacts": NAMES, "root": str(scratch / "official")}
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity")
        environment = official_environment(sandbox, user, scratch, WANDB_APP_URL=sandbox.base_url)
        for script, arguments in (
            ("official/artifacts.py", ()),
            ("conformance/artifact_reader.py", (str(scratch / "answer.json"),)),
        ):
            forked.official.run(
                [str(TESTS / script), *arguments],
                env=environment,
                input=json.dumps(spec),
                check=True,
            )
        response = json.loads((scratch / "answer.json").read_text())
        with sandbox.api(user) as api:
            yield Server(api, response, ArtifactCache(scratch / "artifacts"), scratch)


def plain(value: object) -> object:
    """A value as the official reader has it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value


def shown(thing: LoggedArtifact | ArtifactCollection, names: tuple[str, ...]) -> dict[str, object]:
    return {name: plain(getattr(thing, name)) for name in names}


@pytest.mark.parametrize("name", NAMES)
def test_attributes_agree(server: Server, name: str) -> None:
    ours = shown(server.api.artifact(f"{PROJECT}/{name}"), ATTRIBUTES)
    theirs = dict(server.official["artifacts"][name])
    ours["aliases"], theirs["aliases"] = sorted(ours["aliases"]), sorted(theirs["aliases"])  # type: ignore[call-overload]
    assert ours == theirs


@pytest.mark.parametrize("name", NAMES)
def test_manifests_and_files_agree(server: Server, name: str) -> None:
    found = server.api.artifact(f"{PROJECT}/{name}")
    entries = {
        path: [entry.digest, entry.size, entry.ref, entry.birth_artifact_id]
        for path, entry in found.manifest.items()
    }
    assert entries == server.official["entries"][name]
    files = [[file.name, file.size, file.md5, file.mimetype] for file in found.files()]
    assert files == server.official["files"][name]


@pytest.mark.parametrize("name", ["ds:v0", "ds:latest", "candidates:candidate"])
def test_downloads_are_byte_identical_with_and_without_the_shared_cache(
    server: Server, name: str, tmp_path: Path
) -> None:
    found = server.api.artifact(f"{PROJECT}/{name}")
    expected = server.official["trees"][name]
    assert tree(str(found.download(tmp_path / "a", skip_cache=True))) == expected
    before = server.cache.info()
    assert tree(str(found.download(tmp_path / "b", cache=server.cache))) == expected
    assert server.cache.info() == before  # the official client's download has filled it
    assert found.verify(server.root / "official" / name).ok


def test_types_and_collections_agree(server: Server) -> None:
    api, official = server.api, server.official
    assert [[each.name, each.id] for each in api.artifact_types(PROJECT)] == official["types"]
    kind = api.artifact_type("model", PROJECT)
    assert [kind.name, kind.id] == official["kind"]

    def collection(found: ArtifactCollection) -> dict[str, object]:
        more = {"is_sequence": found.is_sequence(), "aliases": sorted(found.aliases())}
        return {**shown(found, COLLECTION), **more}

    listed = [
        collection(each)
        for name in ("dataset", "model")
        for each in api.artifact_collections(PROJECT, name, "+name")
    ]
    assert listed == official["collections"]
    one = api.artifact_collection("dataset", f"{PROJECT}/ds")
    assert collection(one) == official["one collection"]
    of_project = api.project(PROJECT).collections({"name": {"$ne": "ds"}}, "-name")
    assert [each.name for each in of_project] == official["of project"]


def test_versions_agree(server: Server) -> None:
    api, official = server.api, server.official
    versions = api.artifacts("dataset", f"{PROJECT}/ds", per_page=2)
    found = [[each.name, sorted(each.aliases), each.tags, each.version] for each in versions]
    assert found == [
        [name, sorted(aliases), *rest] for name, aliases, *rest in official["versions"]
    ]
    ordered = api.artifacts("dataset", f"{PROJECT}/ds", "+createdAt")
    assert [each.name for each in ordered] == official["ordered"]
    tagged = api.artifacts("dataset", f"{PROJECT}/ds", tags=["gold"], per_page=50)
    assert [each.name for each in tagged] == official["tagged"]


def test_existence_agrees(server: Server) -> None:
    api = server.api
    found = [
        api.artifact_exists(f"{PROJECT}/ds:v0"),
        api.artifact_exists(f"{PROJECT}/ds:v7"),
        api.artifact_exists(f"{PROJECT}/ds:v0", "model"),
        api.artifact_collection_exists(f"{PROJECT}/ds", "dataset"),
        api.artifact_collection_exists(f"{PROJECT}/none", "dataset"),
    ]
    assert found == server.official["exists"]


def test_lineage_agrees(server: Server) -> None:
    api, official = server.api, server.official
    source = api.artifact(f"{PROJECT}/model:v0")
    maker = source.logged_by()
    assert maker is not None
    assert maker.id == official["logged by"]
    assert sorted(run.id for run in source.used_by()) == official["used by"]
    assert [each.qualified_name for each in source.linked_artifacts] == official["linked"]
    link = api.artifact(f"{PROJECT}/candidates:candidate")
    assert link.source_artifact.qualified_name == official["source"]
    run = api.run(f"{PROJECT}/trainer")
    assert [each.name for each in run.logged_artifacts()] == official["logged"]
    assert [each.name for each in run.used_artifacts()] == official["used"]


@pytest.mark.parametrize("what", WANTED)
def test_a_wanted_difference_is_there(server: Server, what: str) -> None:
    api, official = server.api, server.official
    found = api.artifact(f"{PROJECT}/ds:v0")
    if what == "times":
        assert isinstance(found.created_at, dt.datetime)
        assert isinstance(official["artifacts"]["ds:v0"]["created_at"], str)
    elif what == "tags":
        tagged = api.artifacts("dataset", f"{PROJECT}/ds", tags=["gold"], per_page=1)
        assert [each.name for each in tagged] == ["ds:v0"]
        assert official["tagged, page by page"] == []
    else:
        with pytest.raises(ValueError, match="has the type 'dataset'"):
            api.artifact(f"{PROJECT}/ds:v0", type="model")
