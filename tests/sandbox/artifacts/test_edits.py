"""Changes of several requests of which one fails: the error names the finished part, and the rest can be repeated."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest

from runql import Api, Artifact, RetryPolicy, Settings
from runql.errors import InvalidInputError, PartialUpdateError, PermissionDeniedError, ServerError
from tests.faults import Exchange, Faults, Tamper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser


@pytest.fixture
def faults() -> Iterator[Faults]:
    with Faults() as made:
        yield made


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, faults: Faults) -> Iterator[Api]:
    settings = Settings(
        base_url=sandbox.base_url,
        api_key=user.api_key,
        entity=user.entity,
        proxy=faults.address,
        retry=RetryPolicy(max_attempts=2, first_wait=0.01, longest_wait=0.05),
    )
    with Api(settings=settings) as client:
        yield client


@pytest.fixture
def name(sandbox: Sandbox, user: SandboxUser, request: pytest.FixtureRequest) -> str:
    """Log four versions, and return their collection."""
    name = request.node.name.replace("_", "-")
    with sandbox.api(user) as client:
        run = client.create_run("changes")
        for index in range(4):
            draft = Artifact(name, "dataset")
            draft.add(str(index), "file.txt")
            run.log_artifact(draft)
    return f"changes/{name}"


def failing(
    operation: str, code: str, message: str, *, at: int | None = None, status: int = 200
) -> Tamper:
    """Replace every response to an operation by an error, or only the `at`th."""
    seen = 0

    def tamper(exchange: Exchange) -> None:
        nonlocal seen
        if exchange.operation != operation:
            return
        seen += 1
        if at is None or seen == at:
            error = {"message": message, "extensions": {"code": code}}
            exchange.status = status
            exchange.body = json.dumps({"data": None, "errors": [error]}).encode()

    return tamper


def test_versions_that_cannot_be_deleted_do_not_keep_the_others(
    api: Api, faults: Faults, name: str
) -> None:
    collection = api.artifact_collection("dataset", name)
    faults.tamper = failing("DeleteArtifact", "BAD_USER_INPUT", "it is held", at=2)
    with pytest.raises(PartialUpdateError, match="Of 4 versions") as caught:
        collection.delete_artifacts(delete_aliases=True, dry_run=False)
    error = pickle.loads(pickle.dumps(caught.value))
    assert (error.done, len(error.finished), len(error.failures)) == (3, 3, 1)
    assert error.remaining == ()
    assert isinstance(next(iter(error.failures.values())), InvalidInputError)
    assert "it is held" in str(error)
    assert faults.counts["DeleteArtifact"] == 4


def test_one_that_may_not_be_deleted_does_not_keep_the_others(
    api: Api, faults: Faults, name: str
) -> None:
    collection = api.artifact_collection("dataset", name)
    faults.tamper = failing("DeleteArtifact", "PERMISSION_ERROR", "protected", at=4, status=403)
    with pytest.raises(PartialUpdateError) as caught:
        collection.delete_artifacts(delete_aliases=True, dry_run=False)
    assert (len(caught.value.finished), len(caught.value.failures)) == (3, 1)
    assert caught.value.remaining == ()


def test_what_would_fail_for_all_is_not_tried_for_all(api: Api, faults: Faults, name: str) -> None:
    collection = api.artifact_collection("dataset", name)
    faults.tamper = failing("DeleteArtifact", "PERMISSION_ERROR", "permission denied", status=403)
    with pytest.raises(PartialUpdateError) as caught:
        collection.delete_artifacts(delete_aliases=True, dry_run=False)
    error = caught.value
    assert error.finished == ()
    named = {*error.failures, *error.remaining}
    assert named == {f"{collection.name}:v{index}" for index in range(4)}
    assert all(isinstance(each, PermissionDeniedError) for each in error.failures.values())
    assert faults.counts["DeleteArtifact"] <= 8


def test_a_collection_says_what_of_it_was_saved(api: Api, faults: Faults, name: str) -> None:
    collection = api.artifact_collection("dataset", name)
    collection.description, collection.type, collection.tags = "words", "raw", ["a", "b"]
    faults.tamper = failing("MoveArtifactSequence", "INTERNAL", "no luck", status=500)
    with pytest.raises(PartialUpdateError, match=r"saved .*description, but not type:") as caught:
        collection.save()
    error = caught.value
    assert (error.finished, error.remaining) == (("description",), ("added tags",))
    assert isinstance(error.failures["type"], ServerError)
    assert (collection.description, collection.type, collection.tags) == (
        "words",
        "raw",
        ["a", "b"],
    )
    faults.tamper = None
    faults.counts.clear()
    collection.save()
    assert faults.counts == {"MoveArtifactSequence": 1, "AddCollectionTags": 1}
    collection.tags.remove("a")
    collection.description = "other"
    faults.tamper = failing("DeleteCollectionTags", "INTERNAL", "no luck", status=500)
    with pytest.raises(PartialUpdateError):
        collection.save()
    faults.tamper = None
    faults.counts.clear()
    collection.save()
    assert faults.counts == {"DeleteCollectionTags": 1}
    found = api.artifact_collection("raw", name)
    assert (found.description, found.tags) == ("other", ["b"])


def test_the_first_step_fails_as_itself(api: Api, faults: Faults, name: str) -> None:
    collection = api.artifact_collection("dataset", name)
    collection.description, collection.tags = "words", ["a"]
    faults.tamper = failing("UpdateArtifactSequence", "BAD_USER_INPUT", "no")
    with pytest.raises(InvalidInputError):
        collection.save()
    assert "AddCollectionTags" not in faults.counts


def test_a_version_says_what_of_it_was_saved(api: Api, faults: Faults, name: str) -> None:
    version = api.artifact(f"{name}:v0")
    version.aliases.append("best")
    version.description = "words"
    faults.tamper = failing("UpdateArtifact", "INTERNAL", "no luck", status=500)
    with pytest.raises(PartialUpdateError, match="saved added aliases, but not attributes"):
        version.save()
    faults.tamper = None
    version.save()
    found = api.artifact(f"{name}:best")
    assert (found.description, "best" in found.aliases) == ("words", True)


def test_versions_that_are_linked_are_kept_unless_told_otherwise(
    api: Api, faults: Faults, name: str
) -> None:
    collection = api.artifact_collection("dataset", name)
    # A link that lost its last alias to a newer one is still a link.
    for version in ("v1", "v0"):
        api.artifact(f"{name}:{version}").link(f"{name}-links")
    names = [f"{collection.name}:v{index}" for index in range(4)]
    faults.counts.clear()
    chosen = collection.delete_artifacts(delete_aliases=True)
    assert sorted(each.name for each in chosen) == names[2:]
    assert faults.counts == {"ListArtifacts": 1, "ListArtifactLinks": 1}
    every = collection.delete_artifacts(delete_aliases=True, delete_links=True, dry_run=False)
    assert sorted(each.name for each in every) == names
    assert api.artifact_collection("dataset", f"{name}-links").artifacts().all() == []


def test_a_deletion_that_may_have_been_done_is_not_sent_again(
    api: Api, faults: Faults, name: str
) -> None:
    faults.tamper = failing("DeleteArtifact", "INTERNAL", "no luck", status=500)
    with pytest.raises(ServerError):
        api.artifact(f"{name}:v0").delete()
    assert faults.counts["DeleteArtifact"] == 1
    faults.tamper = failing("UpdateArtifact", "INTERNAL", "no luck", at=1, status=500)
    version = api.artifact(f"{name}:v1")
    version.description = "words"
    version.save()
    assert faults.counts["UpdateArtifact"] == 2


def test_who_may_not_write_is_told_so(sandbox: Sandbox, api: Api, user: SandboxUser) -> None:
    # A project is made with its visibility; this is the one that everybody may read.
    shown = api.create_project("shown", visibility="public").path
    draft = Artifact("data", "dataset")
    draft.add(b"content", "file.txt")
    with sandbox.api(user) as owner:
        owner.log_artifact(draft, shown)
    name = "shown/data"
    with sandbox.api(sandbox.create_user("reading-artifacts")) as theirs:
        version = theirs.artifact(f"{user.entity}/{name}:v0")
        version.aliases.append("mine")
        with pytest.raises(PermissionDeniedError):
            version.save()
        with pytest.raises(PermissionDeniedError):
            version.delete()
        collection = theirs.artifact_collection("dataset", f"{user.entity}/{name}")
        collection.description = "mine"
        with pytest.raises(PermissionDeniedError):
            collection.save()
        with pytest.raises(PartialUpdateError) as caught:
            collection.delete_artifacts(delete_aliases=True, dry_run=False)
        assert caught.value.finished == ()
    assert "mine" not in api.artifact(f"{name}:v0").aliases
