"""Queries of SDKs before 0.20 about versions, and the fields that they need in the response."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.testing import Sandbox, SandboxUser

BY_NAME = """query ArtifactByName($entityName: String!, $projectName: String!, $name: String!) {
  project(name: $projectName, entityName: $entityName) { artifact(name: $name) {
    versionIndex
    artifactSequence { name project { name entityName } }
    aliases { alias artifactCollection { name project { name entityName } } }
} } }"""


BY_MEMBERSHIP = """query ArtifactMembershipByName($entityName: String!, $projectName: String!, $name: String!) {
  project(name: $projectName, entityName: $entityName) { artifactCollectionMembership(name: $name) {
    aliases { alias }
} } }"""


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        run = client.create_run("old")
        for text in ("one", "two"):
            path = Path(f"{text}.txt")
            path.write_text(text)
            run.log_artifact(path, name="numbers", type="data", aliases=["best"])
            path.unlink()
        client.artifact("old/numbers:best").link(f"{user.entity}/old/chosen")
        yield client


def ask(sandbox: Sandbox, user: SandboxUser, query: str, name: str) -> Any:
    variables = {"entityName": user.entity, "projectName": "old", "name": name}
    answer = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": query, "variables": variables},
        auth=("api", user.api_key),
    ).json()
    return answer["data"]["project"]


def aliases(sandbox: Sandbox, user: SandboxUser, name: str) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = ask(sandbox, user, BY_NAME, name)["artifact"]["aliases"]
    return [(each["artifactCollection"]["name"], each["alias"]) for each in found]


def test_the_number_of_a_version_is_among_its_aliases(
    api: Api, sandbox: Sandbox, user: SandboxUser
) -> None:
    assert aliases(sandbox, user, "numbers:v0") == [("numbers", "v0")]
    assert sorted(aliases(sandbox, user, "numbers:best")) == [
        ("chosen", "latest"),
        ("chosen", "v0"),
        ("numbers", "best"),
        ("numbers", "latest"),
        ("numbers", "v1"),
    ]


def test_a_link_has_its_own_number_among_its_aliases(
    api: Api, sandbox: Sandbox, user: SandboxUser
) -> None:
    found = ask(sandbox, user, BY_MEMBERSHIP, "chosen:latest")["artifactCollectionMembership"]
    assert [each["alias"] for each in found["aliases"]] == ["v0", "latest"]


def test_readers_do_not_take_the_number_for_an_alias(api: Api) -> None:
    assert sorted(api.artifact("old/numbers:best").aliases) == ["best", "latest"]
    assert api.artifact("old/numbers:v0").aliases == []
    assert sorted(api.artifact_collection("data", "old/numbers").aliases()) == ["best", "latest"]
    # Only names that a user gave protect a version from a deletion.
    api.artifact("old/numbers:v0").delete()
