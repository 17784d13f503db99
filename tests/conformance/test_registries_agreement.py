"""`wandb.Api` and runql read the same of registries; where they do not, it is listed here and why.

The official SDK makes and fills registries on a sandbox, reads and edits them; runql reads the same server.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import ConflictError, FilterError, NotFoundError
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api, LoggedArtifact, Registry

ORG = "sandbox-org"
SOME = {"name": {"$in": ["models", "anything"]}}
HERE = Path(__file__).parent

# Intended differences, with reasons; a test below shows each with both clients.
WANTED: dict[str, str] = {
    "taken": "a taken name is ConflictError; the official client raises a plain ValueError",
    "missing": "a missing registry is NotFoundError, which is a ValueError too; the official one is a ValueError",
    "unknown field": "a field that cannot be searched by is FilterError; the official client lets pydantic fail",
    "times": "times are aware datetimes; the official client gives texts",
    "path": "path is a text; the official client gives a list",
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, dict[str, Any]]]:
    """Our client, and the official client's output."""
    scratch = str(tmp_path_factory.mktemp("wandb"))
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity", admin=True)
        sandbox.create_user("guest")
        environment = official_environment(sandbox, user, scratch)
        with sandbox.api(user) as api:
            api.create_team("builders")
            ran(HERE.parent / "official/registries.py", environment)
            yield api, json.loads(ran(HERE / "official_registries.py", environment))


def ran(script: Path, environment: dict[str, str]) -> str:
    done = forked.official.run([str(script)], env=environment)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def described(registry: Registry) -> dict[str, object]:
    assert registry.updated_at is not None
    times = (registry.created_at, registry.updated_at)
    created, updated = (each.astimezone(dt.UTC) for each in times)
    return {
        "id": registry.id,
        "internal_id": registry.internal_id,
        "name": registry.name,
        "full_name": registry.full_name,
        "entity": registry.entity,
        "organization": registry.organization,
        "description": registry.description,
        "allow_all_artifact_types": registry.allow_all_artifact_types,
        "created_at": created,
        "updated_at": updated,
        "visibility": registry.visibility.value,
        "path": registry.path,
        "artifact_types": registry.artifact_types,
    }


def official(read: dict[str, Any]) -> dict[str, object]:
    times = {name: dt.datetime.fromisoformat(read[name]) for name in ("created_at", "updated_at")}
    aware = {name: at.replace(tzinfo=at.tzinfo or dt.UTC) for name, at in times.items()}
    return {**read, **aware, "path": "/".join(read["path"])}


def version(found: LoggedArtifact[Any]) -> list[object]:
    return [found.id, found.qualified_name, found.source_qualified_name, sorted(found.aliases)]


def test_registries_are_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, read = both
    assert described(api.registry("models", ORG)) == official(read["models"])
    found = {each.name: each for each in api.registries(ORG, SOME)}
    assert [described(each) for each in found.values() if each.name == "models"] == [
        official(each) for each in read["listed"] if each["name"] == "models"
    ]
    assert list(found) == [each["name"] for each in read["listed"]]
    assert [each.name for each in api.registries(ORG, SOME, "-name")] == read["by_name"]
    # The official client's pattern sees the prefix of names, ours does not.
    matching = api.registries(ORG, {"name": {"$regex": "^any"}})
    assert [each.name for each in matching] == read["by_regex"]
    assert described(api.registry("official-renamed", ORG)) == official(read["edited"])


def test_collections_are_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, read = both
    for ours, theirs in (
        (api.registry("models", ORG).collections(order="name"), read["collections"]),
        (
            api.registries(ORG, SOME).collections({"name": {"$ne": "best"}}),
            read["collections_of_all"],
        ),
    ):
        assert [
            [each.id, each.entity, each.project, each.name, each.type, each.description]
            for each in ours
        ] == theirs


def test_paths_of_registries_lead_to_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, read = both
    path = "wandb-registry-models"
    assert read["by_paths"] == {
        "types": [each.name for each in api.artifact_types(path)],
        "type": api.artifact_type("model", f"{ORG}/{path}").name,
        "collections": sorted(
            each.name for each in api.artifact_collections(f"{ORG}/{path}", "model")
        ),
        "versions": [each.name for each in api.artifacts("model", f"{path}/classifier")],
        "exists": [
            api.artifact_exists(f"{path}/best:prod"),
            api.artifact_collection_exists(f"{path}/best", "model"),
            api.artifact_collection_exists(f"{path}/none", "model"),
        ],
    }


def test_versions_are_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, read = both
    models = api.registry("models", ORG)
    assert sorted(version(each) for each in models.versions()) == read["versions"]
    taken = models.versions({"alias": "take-1"})
    assert [version(each) for each in taken] == read["versions_by_alias"]
    sized = models.versions({"metadata.step": {"$lte": 1}}, "-artifact_size")
    assert [each.name for each in sized] == read["versions_by_size"]
    assert (
        version(api.artifact(f"{ORG}/wandb-registry-models/best:prod"))[:3] == read["by_path"][:3]
    )


def test_members_are_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, read = both
    models = api.registry("models", ORG)
    users = [[each.id, each.username, each.role.value] for each in models.user_members()]
    assert users == read["users"]
    teams = [[each.id, each.name, each.role.value] for each in models.team_members()]
    assert teams == read["teams"]


def test_what_differs_on_purpose_is_there(both: tuple[Api, dict[str, Any]]) -> None:
    api, read = both
    assert read["taken"] == read["missing"] == "ValueError"
    with pytest.raises(ConflictError):
        api.create_registry("anything", organization=ORG, description="not written")
    assert api.registry("anything", ORG).description is None
    with pytest.raises(NotFoundError) as missing:
        api.registry("none", ORG)
    assert isinstance(missing.value, ValueError)
    assert read["unknown_field"] == "ValidationError"
    with pytest.raises(FilterError):
        api.registries(ORG, {"size": 1})
    assert isinstance(read["models"]["created_at"], str)
    assert isinstance(read["models"]["path"], list)
    assert len(WANTED) == 5


def test_what_the_official_client_deleted_is_gone(both: tuple[Api, dict[str, Any]]) -> None:
    api, _ = both
    with pytest.raises(NotFoundError):
        api.registry("official-gone", ORG)
