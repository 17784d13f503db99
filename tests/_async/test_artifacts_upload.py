"""Versions and collections changed, on recorded responses of a sandbox with data of the official SDK."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from runql import Artifact, AsyncApi
from runql._models.artifacts import upload as artifact_upload
from runql.errors import InvalidInputError, NotFoundError, UsageError
from tests.fix_replay import RECORD_URL

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = "entity/versions"


def requested(cassette: Any) -> list[str]:
    """Return the operations that have been sent so far, in order."""
    sent = [
        request
        for index, request in enumerate(cassette.requests)
        if RECORD_URL or cassette.play_counts[index]
    ]
    return [json.loads(each.body)["operationName"] for each in sent if "graphql" in each.uri]


async def test_only_what_changed_of_a_version_is_saved(async_api: AsyncApi, cassette: Any) -> None:
    artifact = await async_api.artifact(f"{PROJECT}/edited:best")
    assert await artifact.save() is artifact
    assert requested(cassette)[1:] == []
    artifact.aliases.append("prod")
    artifact.aliases.remove("best")
    artifact.tags = ["b", "c"]
    artifact.metadata["n"] = 2
    artifact.description = "other words"
    artifact.ttl = dt.timedelta(days=1)
    await artifact.save()
    assert requested(cassette)[1:] == [
        "AddArtifactAliases",
        "DeleteArtifactAliases",
        "GetArtifactById",
        "UpdateArtifact",
        "GetArtifact",
    ]
    found = await async_api.artifact(f"{PROJECT}/edited:prod")
    for each in (artifact, found):
        assert sorted(each.aliases) == ["latest", "prod"]
        assert (each.tags, each.metadata) == (["b", "c"], {"lr": 0.1, "n": 2})
        assert (each.description, each.ttl) == ("other words", dt.timedelta(days=1))
        assert not each._changes().to_update
    with pytest.raises(NotFoundError):
        await async_api.artifact(f"{PROJECT}/edited:best")


async def test_a_version_is_linked_and_unlinked(async_api: AsyncApi, cassette: Any) -> None:
    artifact = await async_api.artifact(f"{PROJECT}/linked:v0")
    with pytest.raises(UsageError, match="not a link"):
        await artifact.unlink()
    linked = await artifact.link("shown", aliases=["candidate"])
    assert requested(cassette)[1:] == ["LinkArtifact"]
    assert linked.name == "shown:v0"
    assert linked.is_link
    assert sorted(linked.aliases) == ["candidate", "latest"]
    assert linked.source_name == "linked:v0"
    with pytest.raises(UsageError, match="unlink"):
        await linked.delete()
    await linked.unlink()
    assert not await async_api.artifact_exists(f"{PROJECT}/shown:candidate")
    assert await async_api.artifact_exists(f"{PROJECT}/linked:v0")


async def test_a_version_with_aliases_is_deleted_only_when_told_so(async_api: AsyncApi) -> None:
    artifact = await async_api.artifact(f"{PROJECT}/removed:v0")
    with pytest.raises(InvalidInputError, match="aliases"):
        await artifact.delete()
    await artifact.delete(delete_aliases=True)
    with pytest.raises(NotFoundError):
        await artifact.delete(delete_aliases=True)


async def test_a_run_takes_a_version(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PROJECT}/maker")
    used = await run.use_artifact("used:best", type="dataset")
    assert count_requests() == 3
    assert [each.name for each in await run.used_artifacts().all()] == ["used:v0"]
    await run.use_artifact(used)
    assert count_requests() == 5
    with pytest.raises(NotFoundError):
        await run.use_artifact("used:best", type="model")
    with pytest.raises(NotFoundError):
        await run.use_artifact("absent:v0")


async def test_content_that_the_server_has_is_not_sent_again(
    async_api: AsyncApi, cassette: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artifact_upload, "draw_client_id", lambda: "c" * 128)
    run = await async_api.run(f"{PROJECT}/maker")
    draft = Artifact("known", "dataset")
    draft.add("known4", "f")
    found = await run.log_artifact(draft, aliases=["again"])
    assert requested(cassette)[1:] == ["CreateArtifact", "GetArtifactById"]
    assert found.version == "v0"
    assert found.digest == draft.digest
    assert sorted(found.aliases) == ["again", "best", "latest"]


async def test_nothing_is_sent_of_what_cannot_be(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    run = await async_api.run(f"{PROJECT}/maker")
    draft = Artifact("name", "kind")
    with pytest.raises(UsageError, match="version number"):
        await run.log_artifact(draft, aliases=["v1"])
    with pytest.raises(UsageError, match="Invalid tag"):
        await async_api.log_artifact(draft, PROJECT, tags=["a,b"])
    with pytest.raises(UsageError, match="File not found"):
        await run.log_artifact("absent/file")
    with pytest.raises(UsageError, match="already"):
        await run.log_artifact(draft, "other")
    assert count_requests() == 1


async def test_only_what_changed_of_a_collection_is_saved(
    async_api: AsyncApi, cassette: Any
) -> None:
    collection = await async_api.artifact_collection("dataset", f"{PROJECT}/moved")
    await collection.save()
    assert requested(cassette)[1:] == []
    collection.name, collection.description, collection.type = "renamed", "words", "raw"
    collection.tags = ["x", "y"]
    await collection.save()
    assert requested(cassette)[1:] == [
        "UpdateArtifactSequence",
        "MoveArtifactSequence",
        "AddCollectionTags",
    ]
    assert str(collection.path) == f"{PROJECT}/renamed"
    collection.tags.remove("x")
    await collection.save()
    assert requested(cassette)[-1] == "DeleteCollectionTags"
    found = await async_api.artifact_collection("raw", f"{PROJECT}/renamed")
    assert (found.description, found.tags) == ("words", ["y"])
    await found.delete()
    assert not await async_api.artifact_collection_exists(f"{PROJECT}/renamed", "raw")


async def test_versions_are_deleted_in_bulk_after_a_look(
    async_api: AsyncApi, cassette: Any
) -> None:
    collection = await async_api.artifact_collection("dataset", f"{PROJECT}/cleared")
    # Both came with the alias `best`, which only the last one kept.
    chosen = await collection.delete_artifacts()
    assert [each.version for each in chosen] == ["v0"]
    assert "DeleteArtifact" not in requested(cassette)
    found = {"versionIndex": {"$gte": 0}}
    every = await collection.delete_artifacts(filters=found, delete_aliases=True, dry_run=False)
    assert [each.version for each in every] == ["v1", "v0"]
    assert requested(cassette).count("DeleteArtifact") == 2
    assert await collection.artifacts().all() == []
