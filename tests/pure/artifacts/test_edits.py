"""Edits of versions and collections: only the difference is saved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from runql_graphql.fragments.artifacts.base import ArtifactFields
from runql_graphql.fragments.collections.base import ArtifactSequenceFields
from runql_graphql.scalars import JSONString

from runql._models.artifacts.base import ArtifactContext, ArtifactLocation, source_location
from runql._models.artifacts.edits import ArtifactDrafts, difference
from runql._models.collections.edits import CollectionDrafts
from runql._paths.projects import ProjectPath
from runql.errors import UsageError

NOW = "2026-11-24T12:00:00"
PROJECT = {"id": "P", "name": "p", "entityName": "e", "internalId": "I"}
SEQUENCE = {"id": "S", "name": "data", "project": PROJECT, "__typename": "ArtifactSequence"}


def version(location: ArtifactLocation | None = None, **changes: Any) -> ArtifactDrafts[Any]:
    snapshot = ArtifactFields.model_validate(
        {
            "id": "A",
            "state": "COMMITTED",
            "digest": "d",
            "size": 1,
            "fileCount": 1,
            "commitHash": "c",
            "versionIndex": 3,
            "description": "words",
            "metadata": '{"lr": 0.1, "n": 1}',
            "historyStep": None,
            "createdAt": NOW,
            "updatedAt": NOW,
            "ttlDurationSeconds": -1,
            "ttlIsInherited": True,
            "artifactType": {"id": "T", "name": "dataset"},
            "artifactSequence": SEQUENCE,
            "tags": [{"id": "1", "name": "a"}, {"id": "2", "name": "b"}],
            "aliases": [{"id": "1", "alias": "latest", "artifactCollection": SEQUENCE}],
            **changes,
        }
    )
    return ArtifactDrafts(
        snapshot, location or source_location(snapshot), ArtifactContext("http://app")
    )


def wire(artifact: ArtifactDrafts[Any], current: dict[str, Any] | None = None) -> dict[str, Any]:
    made = artifact._changes().to_input("A", current, "x")
    return made.model_dump(by_alias=True, exclude_unset=True)


def test_looking_is_no_edit() -> None:
    artifact = version()
    _ = artifact.tags, artifact.aliases, artifact.metadata, artifact.description, artifact.ttl
    changes = artifact._changes()
    assert not changes.to_update
    assert not changes.aliases_added
    assert not changes.aliases_removed


def test_only_what_changed_is_sent() -> None:
    artifact = version()
    artifact.tags.append("c")
    artifact.tags.remove("a")
    assert wire(artifact) == {
        "artifactID": "A",
        "tagsToAdd": [{"tagName": "c"}],
        "tagsToDelete": [{"tagName": "a"}],
    }


def test_a_description_is_cleared_by_an_empty_text() -> None:
    artifact = version()
    artifact.description = None
    assert wire(artifact) == {"artifactID": "A", "description": ""}
    artifact.description = "words"
    assert not artifact._changes().to_update


def test_metadata_are_merged_into_what_the_server_holds() -> None:
    artifact = version()
    artifact.metadata["n"] = 2
    del artifact.metadata["lr"]
    sent = wire(artifact, {"lr": 0.1, "n": 1, "of others": True})
    assert JSONString(sent["metadata"]).value == {"n": 2, "of others": True}


@pytest.mark.parametrize(
    ("value", "seconds"),
    [(dt.timedelta(hours=1), 3600), (None, -2), ("inherit", None)],
)
def test_a_time_to_live_is_set_left_and_inherited(value: Any, seconds: int | None) -> None:
    artifact = version()
    artifact.ttl = value
    assert wire(artifact).get("ttlDurationSeconds") == seconds


def test_a_link_has_the_time_to_live_of_its_source() -> None:
    source = source_location(version()._snapshot)
    location = ArtifactLocation(source.path.collection_path.version("v0"), 0)
    moved = ArtifactLocation(type(location.path)("e", "p", "port", "v0"), 0, ("latest",))
    artifact = version(moved)
    artifact.ttl = dt.timedelta(hours=1)
    with pytest.raises(UsageError, match="source_artifact"):
        artifact._changes()


def test_edits_that_cannot_be_are_refused_before_anything_is_sent() -> None:
    artifact = version()
    artifact.aliases.append("v7")
    with pytest.raises(UsageError, match="version number"):
        artifact._changes()
    artifact = version()
    artifact.tags.append("a,b")
    with pytest.raises(UsageError, match="Invalid tag"):
        artifact._changes()
    artifact = version()
    artifact.metadata["x"] = object()
    with pytest.raises(UsageError, match="JSON"):
        artifact._changes()
    with pytest.raises(UsageError, match="ttl must be at least 1 second"):
        artifact.ttl = dt.timedelta(0)


def test_what_to_add_and_to_remove() -> None:
    assert difference(["a", "b"], None) == ((), ())
    assert difference(["a", "b"], ["b", "c", "c"]) == (["c"], ["a"])


def collection(**changes: Any) -> CollectionDrafts:
    page = {"edges": [{"node": {"id": "1", "name": "a"}}]}
    page["pageInfo"] = {"endCursor": None, "hasNextPage": False}  # type: ignore[assignment]
    snapshot = ArtifactSequenceFields.model_validate(
        {
            "__typename": "ArtifactSequence",
            "id": "S",
            "name": "data",
            "description": None,
            "createdAt": NOW,
            "updatedAt": NOW,
            "project": PROJECT,
            "defaultArtifactType": {"id": "T", "name": "dataset"},
            "tags": page,
            **changes,
        }
    )
    return CollectionDrafts(snapshot, ProjectPath("e", "p"))


def test_only_what_changed_of_a_collection_is_sent() -> None:
    found = collection()
    assert found._changes().fields == {}
    found.name, found.description, found.type = "new", "words", "raw"
    found.tags.append("b")
    changes = found._changes()
    assert changes.fields == {"name": "new", "description": "words"}
    assert (changes.type, changes.tags_added, changes.tags_removed) == ("raw", ["b"], [])
    assert str(found.path) == "e/p/data"


def test_names_and_types_of_collections_are_checked() -> None:
    with pytest.raises(UsageError):
        collection().name = "a/b"
    with pytest.raises(UsageError):
        collection().type = "wandb-x"


@pytest.mark.parametrize(
    ("attribute", "wrong"),
    [
        ("description", 5),
        ("description", []),
        ("description", False),
        ("description", "\ud800"),
        ("tags", 5),
        ("tags", None),
        ("tags", [5]),
        ("tags", ["a/b"]),
        ("tags", [""]),
    ],
)
@pytest.mark.parametrize("make", [version, collection])
def test_a_refused_value_is_no_edit(make: Any, attribute: str, wrong: object) -> None:
    edited = make()
    before = getattr(edited, attribute)
    with pytest.raises(UsageError):
        setattr(edited, attribute, wrong)
    assert getattr(edited, attribute) == before
    changes = edited._changes()
    assert not any([changes.fields, changes.tags_added, changes.tags_removed])


@pytest.mark.parametrize("wrong", [5, [], None, "lr"])
def test_metadata_must_be_a_dict(wrong: object) -> None:
    edited = version()
    with pytest.raises(UsageError, match="metadata must be of type Mapping"):
        edited.metadata = wrong
    assert edited.metadata == {"lr": 0.1, "n": 1}


def test_saved_tags_are_not_checked_again() -> None:
    edited = version(tags=[{"id": "1", "name": "a/b"}])
    edited.tags = ["a/b", "new", "new"]
    assert edited.tags == ["a/b", "new"]
    assert edited._changes().tags_added == ["new"]


def test_a_type_of_a_collection_must_be_a_string() -> None:
    with pytest.raises(UsageError, match="type must be a string"):
        collection().type = 5  # type: ignore[assignment]
