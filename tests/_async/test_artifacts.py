"""Artifacts, collections and lineage, on recorded responses of a sandbox with data of the official SDK."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from runql import ArtifactState, AsyncApi, AsyncRun
from runql.errors import (
    DataValidationError,
    FilterError,
    NotFoundError,
    OrderError,
    PathError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROJECT = "entity/artifacts"


class Nested(BaseModel):
    share: float


class Metadata(BaseModel):
    index: int
    nested: Nested
    words: list[str]


async def test_every_attribute_of_a_version_comes_with_one_request(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    found = await async_api.artifact(f"{PROJECT}/ds:best")
    assert (found.name, found.qualified_name) == ("ds:best", f"{PROJECT}/ds:best")
    assert (found.entity, found.project, found.type) == ("entity", "artifacts", "dataset")
    assert (found.version, found.version_index) == ("v0", 0)
    assert (found.aliases, found.tags) == (["best"], ["gold"])
    assert found.description == "Number 0."
    assert found.metadata == {"index": 0, "nested": {"share": 0.5}, "words": ["a", "b"]}
    assert found.state == "COMMITTED" == ArtifactState.COMMITTED
    assert (found.size, found.file_count) == (478, 5)
    assert len(found.digest) == 32
    assert found.source_qualified_name == f"{PROJECT}/ds:v0"
    assert (found.is_link, found.linked_at, found.ttl) == (False, None, None)
    assert found.created_at.tzinfo is not None
    assert abs(found.created_at - dt.datetime.now(dt.UTC)) < dt.timedelta(days=3650)
    assert found.url.endswith("/entity/artifacts/artifacts/dataset/ds/v0")
    assert found.source_artifact is found
    assert count_requests() == 1
    assert pickle.loads(pickle.dumps(found)).digest == found.digest


async def test_metadata_are_read_as_the_type_given(async_api: AsyncApi) -> None:
    found = await async_api.artifact(f"{PROJECT}/ds:v1", metadata=Metadata)
    assert found.metadata == Metadata(index=1, nested=Nested(share=0.5), words=["a", "b"])


async def test_metadata_that_do_not_fit_say_so(async_api: AsyncApi) -> None:
    found = await async_api.artifact(f"{PROJECT}/model", metadata=Metadata)
    with pytest.raises(DataValidationError, match="index"):
        _ = found.metadata


async def test_a_version_of_another_type_is_not_found(async_api: AsyncApi) -> None:
    with pytest.raises(NotFoundError, match="has the type 'dataset', not 'model'"):
        await async_api.artifact(f"{PROJECT}/ds:v0", type="model")


async def test_what_is_missing_says_what(async_api: AsyncApi) -> None:
    with pytest.raises(NotFoundError, match=r"Artifact not found: entity/artifacts/ds:v9\."):
        await async_api.artifact(f"{PROJECT}/ds:v9")
    with pytest.raises(NotFoundError, match="project does not exist"):
        await async_api.artifact("entity/nowhere/ds:v9")


async def test_existence_is_yes_or_no(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    requested = [
        await async_api.artifact_exists(f"{PROJECT}/ds:v0"),
        await async_api.artifact_exists(f"{PROJECT}/ds:best", "dataset"),
        await async_api.artifact_exists(f"{PROJECT}/ds:best", "model"),
        await async_api.artifact_exists(f"{PROJECT}/ds:v9"),
        await async_api.artifact_collection_exists(f"{PROJECT}/ds", "dataset"),
        await async_api.artifact_collection_exists(f"{PROJECT}/none", "dataset"),
    ]
    assert requested == [True, True, False, False, True, False]
    assert count_requests() == 6


async def test_versions_are_listed_a_request_a_page(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    found = async_api.artifacts("dataset", f"{PROJECT}/ds", per_page=2)
    assert [each.version async for each in found] == ["v2", "v1", "v0"]
    assert [each.name async for each in found] == ["ds:v2", "ds:v1", "ds:v0"]
    assert [each.aliases async for each in found] == [
        ["latest", "number-2"],
        ["number-1"],
        ["best"],
    ]
    assert await found.total() == 3
    assert count_requests() == 2


async def test_tags_are_looked_for_on_every_page(async_api: AsyncApi) -> None:
    # The official client stops at the first page without a match.
    found = async_api.artifacts("dataset", f"{PROJECT}/ds", tags="gold", per_page=1)
    assert [each.version async for each in found] == ["v0"]
    assert await found.total() == 1
    both = async_api.artifacts("dataset", f"{PROJECT}/ds", tags=["silver", "checked"], per_page=1)
    assert [each.version async for each in both] == ["v2", "v1"]


async def test_an_order_goes_to_the_server(async_api: AsyncApi) -> None:
    found = async_api.artifacts("dataset", f"{PROJECT}/ds", "+created_at")
    assert [each.version async for each in found] == ["v0", "v1", "v2"]


async def test_a_type_or_collection_that_is_missing_is_told_apart(async_api: AsyncApi) -> None:
    with pytest.raises(NotFoundError, match="Artifact type not found: 'none'"):
        await async_api.artifacts("none", f"{PROJECT}/ds").all()
    with pytest.raises(NotFoundError, match="Collection not found: entity/artifacts/none"):
        await async_api.artifacts("dataset", f"{PROJECT}/none").all()
    with pytest.raises(NotFoundError, match="Project not found: entity/nowhere"):
        await async_api.artifacts("dataset", "entity/nowhere/ds").all()


async def test_a_project_lists_its_types(async_api: AsyncApi) -> None:
    project = await async_api.project(PROJECT)
    names = [each.name async for each in project.artifact_types()]
    assert names == [each.name async for each in async_api.artifact_types(PROJECT)]
    assert len(names) > 1


async def test_types_and_collections_are_listed(async_api: AsyncApi) -> None:
    assert [each.name async for each in async_api.artifact_types(PROJECT)] == [
        "dataset",
        "model",
        "report",
    ]
    kind = await async_api.artifact_type("model", PROJECT)
    assert [each.name async for each in kind.collections(order="+name")] == ["candidates", "model"]
    candidates = await kind.collection("candidates")
    assert (candidates.is_sequence(), candidates.type) == (False, "model")
    assert await candidates.aliases() == ["candidate", "latest"]
    with pytest.raises(NotFoundError, match="'none'"):
        await async_api.artifact_type("none", PROJECT)


async def test_collections_of_a_project_are_of_every_type(async_api: AsyncApi) -> None:
    project = await async_api.project(PROJECT)
    found = project.collections(order="+name", per_page=2)
    assert [(each.name, each.is_sequence()) async for each in found] == [
        ("candidates", False),
        ("ds", True),
        ("model", True),
        ("report", True),
    ]
    assert await found.total() == 4
    some = project.collections({"name": "ds"})
    assert [str(each.path) async for each in some] == [f"{PROJECT}/ds"]
    ds = await async_api.artifact_collection("dataset", f"{PROJECT}/ds")
    assert [each.version async for each in ds.artifacts(limit=2)] == ["v2", "v1"]


async def test_a_link_is_the_same_version_in_another_collection(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    link = await async_api.artifact(f"{PROJECT}/candidates:candidate")
    assert (link.is_link, link.version, link.aliases) == (True, "v0", ["candidate", "latest"])
    assert link.linked_at is not None
    source = link.source_artifact
    assert (source.qualified_name, source.is_link, source.id) == (
        f"{PROJECT}/model:v0",
        False,
        link.id,
    )
    assert source.aliases == ["latest"]
    assert count_requests() == 1
    linked = await source.linked_artifacts
    assert [each.qualified_name for each in linked] == [f"{PROJECT}/candidates:v0"]
    assert count_requests() == 2


async def test_runs_beside_a_version_come_with_their_configs(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    model = await async_api.artifact(f"{PROJECT}/model:v0")
    maker = await model.logged_by()
    assert isinstance(maker, AsyncRun)
    assert maker.id == "trainer"
    users = model.used_by(per_page=2)
    assert sorted([run.id async for run in users]) == ["reader0", "reader1", "reader2"]
    assert [run.config async for run in users] == [{}, {}, {}]
    assert count_requests() == 1 + 1 + 2


async def test_artifacts_beside_a_run_are_listed(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PROJECT}/trainer")
    assert [each.name async for each in run.used_artifacts()] == ["ds:v2"]
    logged = run.logged_artifacts(metadata=dict[str, float])
    assert [each.metadata async for each in logged] == [{"accuracy": 0.9}]
    assert await logged.total() == 1
    assert count_requests() == 3


async def test_a_graph_of_lineage_takes_a_request_a_step(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    model = await async_api.artifact(f"{PROJECT}/model:v0")
    graph = await model.lineage()
    assert sorted(node.label for node in graph.artifacts) == ["ds:v2", "model:v0", "report:v0"]
    assert sorted(node.label for node in graph.runs) == [
        "maker",
        "reader-0",
        "reader-1",
        "reader-2",
        "trainer",
    ]
    assert len(graph.edges) == 7
    assert graph.complete
    assert count_requests() == 1 + 1 + 2


async def test_files_and_the_manifest_are_read(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    found = await async_api.artifact(f"{PROJECT}/ds:v0")
    manifest = await found.manifest
    assert list(manifest) == ["a.txt", "empty", "sub/b.txt", "sub/deep/c d.txt", "sub/é:ü.txt"]
    assert (manifest.size, manifest["a.txt"].size) == (found.size, 15)
    assert await found.manifest is manifest
    assert count_requests() == 3
    files = found.files(per_page=3)
    assert [(file.name, file.size) async for file in files] == [
        (path, entry.size) for path, entry in manifest.items()
    ]
    assert [file.name async for file in found.files(["empty"])] == ["empty"]
    assert await found.files([]).all() == []
    assert count_requests() == 6


async def test_a_version_is_downloaded_and_verified(async_api: AsyncApi, tmp_path: Path) -> None:
    found = await async_api.artifact(f"{PROJECT}/ds:v0")
    root = await found.download(tmp_path, skip_cache=True, pattern="a.txt")
    assert (root / "a.txt").read_text() == "the same in all"
    report = await found.verify(root, check=False)
    assert (report.correct, len(report.missing)) == (("a.txt",), 4)


async def test_wrong_calls_are_refused_before_anything_is_sent(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    with pytest.raises(PathError):
        await async_api.artifact("a/b/c/d:v0")
    with pytest.raises(PathError):
        async_api.artifacts("dataset", f"{PROJECT}/ds:v0")
    with pytest.raises(OrderError):
        async_api.artifacts("dataset", f"{PROJECT}/ds", "created_at, name")
    with pytest.raises(FilterError):
        async_api.artifact_collections(PROJECT, filters={"name": object()})
    with pytest.raises(UsageError):
        async_api.artifacts("dataset", f"{PROJECT}/ds", per_page=0)
    assert count_requests() == 0
