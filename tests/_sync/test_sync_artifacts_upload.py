# Generated from tests/_async/test_artifacts_upload.py by `make generate`. Do not edit.

"""Versions and collections changed, on recorded responses of a sandbox with data of the official SDK."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from runql import Api, Artifact
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


def test_only_what_changed_of_a_version_is_saved(api: Api, cassette: Any) -> None:
    artifact = api.artifact(f"{PROJECT}/edited:best")
    assert artifact.save() is artifact
    assert requested(cassette)[1:] == []
    artifact.aliases.append("prod")
    artifact.aliases.remove("best")
    artifact.tags = ["b", "c"]
    artifact.metadata["n"] = 2
    artifact.description = "other words"
    artifact.ttl = dt.timedelta(days=1)
    artifact.save()
    assert requested(cassette)[1:] == [
        "AddArtifactAliases",
        "DeleteArtifactAliases",
        "GetArtifactById",
        "UpdateArtifact",
        "GetArtifact",
    ]
    found = api.artifact(f"{PROJECT}/edited:prod")
    for each in (artifact, found):
        assert sorted(each.aliases) == ["latest", "prod"]
        assert (each.tags, each.metadata) == (["b", "c"], {"lr": 0.1, "n": 2})
        assert (each.description, each.ttl) == ("other words", dt.timedelta(days=1))
        assert not each._changes().to_update
    with pytest.raises(NotFoundError):
        api.artifact(f"{PROJECT}/edited:best")


def test_a_version_is_linked_and_unlinked(api: Api, cassette: Any) -> None:
    artifact = api.artifact(f"{PROJECT}/linked:v0")
    with pytest.raises(UsageError, match="not a link"):
        artifact.unlink()
    linked = artifact.link("shown", aliases=["candidate"])
    assert requested(cassette)[1:] == ["LinkArtifact"]
    assert linked.name == "shown:v0"
    assert linked.is_link
    assert sorted(linked.aliases) == ["candidate", "latest"]
    assert linked.source_name == "linked:v0"
    with pytest.raises(UsageError, match="unlink"):
        linked.delete()
    linked.unlink()
    assert not api.artifact_exists(f"{PROJECT}/shown:candidate")
    assert api.artifact_exists(f"{PROJECT}/linked:v0")


def test_a_version_with_aliases_is_deleted_only_when_told_so(api: Api) -> None:
    artifact = api.artifact(f"{PROJECT}/removed:v0")
    with pytest.raises(InvalidInputError, match="aliases"):
        artifact.delete()
    artifact.delete(delete_aliases=True)
    with pytest.raises(NotFoundError):
        artifact.delete(delete_aliases=True)


def test_a_run_takes_a_version(api: Api, count_requests: Callable[[], int]) -> None:
    run = api.run(f"{PROJECT}/maker")
    used = run.use_artifact("used:best", type="dataset")
    assert count_requests() == 3
    assert [each.name for each in run.used_artifacts().all()] == ["used:v0"]
    run.use_artifact(used)
    assert count_requests() == 5
    with pytest.raises(NotFoundError):
        run.use_artifact("used:best", type="model")
    with pytest.raises(NotFoundError):
        run.use_artifact("absent:v0")


def test_content_that_the_server_has_is_not_sent_again(
    api: Api, cassette: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artifact_upload, "draw_client_id", lambda: "c" * 128)
    run = api.run(f"{PROJECT}/maker")
    draft = Artifact("known", "dataset")
    draft.add("known4", "f")
    found = run.log_artifact(draft, aliases=["again"])
    assert requested(cassette)[1:] == ["CreateArtifact", "GetArtifactById"]
    assert found.version == "v0"
    assert found.digest == draft.digest
    assert sorted(found.aliases) == ["again", "best", "latest"]


def test_nothing_is_sent_of_what_cannot_be(api: Api, count_requests: Callable[[], int]) -> None:
    run = api.run(f"{PROJECT}/maker")
    draft = Artifact("name", "kind")
    with pytest.raises(UsageError, match="version number"):
        run.log_artifact(draft, aliases=["v1"])
    with pytest.raises(UsageError, match="Invalid tag"):
        api.log_artifact(draft, PROJECT, tags=["a,b"])
    with pytest.raises(UsageError, match="File not found"):
        run.log_artifact("absent/file")
    with pytest.raises(UsageError, match="already"):
        run.log_artifact(draft, "other")
    assert count_requests() == 1


def test_only_what_changed_of_a_collection_is_saved(api: Api, cassette: Any) -> None:
    collection = api.artifact_collection("dataset", f"{PROJECT}/moved")
    collection.save()
    assert requested(cassette)[1:] == []
    collection.name, collection.description, collection.type = "renamed", "words", "raw"
    collection.tags = ["x", "y"]
    collection.save()
    assert requested(cassette)[1:] == [
        "UpdateArtifactSequence",
        "MoveArtifactSequence",
        "AddCollectionTags",
    ]
    assert str(collection.path) == f"{PROJECT}/renamed"
    collection.tags.remove("x")
    collection.save()
    assert requested(cassette)[-1] == "DeleteCollectionTags"
    found = api.artifact_collection("raw", f"{PROJECT}/renamed")
    assert (found.description, found.tags) == ("words", ["y"])
    found.delete()
    assert not api.artifact_collection_exists(f"{PROJECT}/renamed", "raw")


def test_versions_are_deleted_in_bulk_after_a_look(api: Api, cassette: Any) -> None:
    collection = api.artifact_collection("dataset", f"{PROJECT}/cleared")
    # Both came with the alias `best`, which only the last one kept.
    chosen = collection.delete_artifacts()
    assert [each.version for each in chosen] == ["v0"]
    assert "DeleteArtifact" not in requested(cassette)
    found = {"versionIndex": {"$gte": 0}}
    every = collection.delete_artifacts(filters=found, delete_aliases=True, dry_run=False)
    assert [each.version for each in every] == ["v1", "v0"]
    assert requested(cassette).count("DeleteArtifact") == 2
    assert collection.artifacts().all() == []
