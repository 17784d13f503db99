"""Every spelling of a version's or a collection's path means the same, and what means none is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql import ArtifactPath, CollectionPath
from runql._paths.artifacts import artifact_url, parse_artifact_path, parse_collection_path
from runql._paths.resource_kinds import kind_of_path
from runql.errors import PathError

NAMES = st.text("abcXYZ019_.-", min_size=1).filter(lambda name: name.strip("."))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("e/p/c:v3", ArtifactPath("e", "p", "c", "v3")),
        ("p/c:best", ArtifactPath("me", "p", "c", "best")),
        ("c:v0", ArtifactPath("me", "home", "c", "v0")),
        ("c", ArtifactPath("me", "home", "c", "latest")),
        ("e/p/c", ArtifactPath("e", "p", "c", "latest")),
        (["e", "p", "c:v3"], ArtifactPath("e", "p", "c", "v3")),
        ("/e/p/c:v3", ArtifactPath("e", "p", "c", "v3")),
        ("https://host/e/p/artifacts/dataset/c/v3", ArtifactPath("e", "p", "c", "v3")),
        ("https://host/base/e/p/artifacts/t/c/v3/files/x", ArtifactPath("e", "p", "c", "v3")),
        ("https://host/e/p/artifacts/t/a%20b", ArtifactPath("e", "p", "a b", "latest")),
        (ArtifactPath(None, "p", "c", "v1"), ArtifactPath("me", "p", "c", "v1")),
    ],
)
def test_a_version_is_found_in_every_spelling(path: str, expected: ArtifactPath) -> None:
    assert parse_artifact_path(path, entity="me", project="home") == expected


@pytest.mark.parametrize(
    "path", ["", "e/p/c:", ":v3", "a/b/c/d:v1", "e//c:v1", "c:a:b", "e#/p/c", "https://h/x"]
)
def test_what_names_no_version_is_refused(path: str) -> None:
    with pytest.raises(PathError):
        parse_artifact_path(path, entity="me", project="home")


def test_a_collection_is_no_version() -> None:
    assert parse_collection_path("p/c", entity="me") == CollectionPath("me", "p", "c")
    assert parse_collection_path("c") == CollectionPath(None, "uncategorized", "c")
    with pytest.raises(PathError, match="path of a version"):
        parse_collection_path("p/c:v3")
    for registry in ("wandb-registry-models", "org/wandb-registry-models"):
        with pytest.raises(
            PathError, match=r"path of a registry[\s\S]*wandb-registry-models/COLLECTION"
        ):
            parse_collection_path(registry, entity="me", project="p")
    full = parse_collection_path("me/p/wandb-registry-models")
    assert full.collection == "wandb-registry-models"


@given(NAMES, NAMES, NAMES, NAMES)
def test_a_path_is_read_as_it_is_written(
    entity: str, project: str, name: str, version: str
) -> None:
    path = ArtifactPath(entity, project, name, version)
    assert parse_artifact_path(str(path)) == path
    assert parse_collection_path(str(path.collection_path)) == path.collection_path


@given(NAMES, NAMES, NAMES)
def test_the_address_of_a_version_leads_back_to_it(entity: str, project: str, name: str) -> None:
    path = CollectionPath(entity, f"x{project}", name)
    url = artifact_url("https://host", path, "data set", "v3")
    assert parse_artifact_path(url) == path.version("v3")


def test_registries_have_pages_of_their_own() -> None:
    path = CollectionPath("org", "wandb-registry-models", "c")
    url = artifact_url("https://host", path, "model", "v3", is_link=True)
    assert url == (
        "https://host/orgs/org/registry/models"
        "?selectionPath=org%2Fwandb-registry-models%2Fc&view=membership&version=v3"
    )
    assert parse_artifact_path(url) == path.version("v3")
    assert kind_of_path(url) == "artifact"
