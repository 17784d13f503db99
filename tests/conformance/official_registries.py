"""Registries that `wandb.Api` reads: printed as JSON, for the comparison with runql. Run as a script."""

from __future__ import annotations

import json
import sys
from typing import Any

import wandb

ORG = "sandbox-org"


def registry(found: Any) -> dict[str, object]:
    names = ("id", "internal_id", "name", "full_name", "entity", "organization", "description")
    more = ("allow_all_artifact_types", "created_at", "updated_at", "visibility", "path")
    results = {name: getattr(found, name) for name in (*names, *more)}
    return {**results, "artifact_types": list(found.artifact_types)}


def collection(found: Any) -> list[object]:
    return [found.id, found.entity, found.project, found.name, found.type, found.description]


def version(found: Any) -> list[object]:
    return [found.id, found.qualified_name, found.source_qualified_name, sorted(found.aliases)]


def raised(call: Any) -> str | None:
    try:
        call()
    except Exception as error:  # noqa: BLE001 - which one it is, is what we ask
        return type(error).__name__
    return None


def main() -> dict[str, object]:
    api = wandb.Api()
    models = api.registry("models", organization=ORG)
    models.add_members(api.user("guest"))
    models.add_members(api.team("builders"))
    models.update_member(api.team("builders"), "member")
    some = {"name": {"$in": ["models", "anything"]}}
    found = api.registries(organization=ORG, filter=some)
    results: dict[str, object] = {
        "models": registry(models),
        "listed": [registry(each) for each in found],
        "by_name": [
            each.name for each in api.registries(organization=ORG, filter=some, order="-name")
        ],
        "by_regex": [
            each.name
            for each in api.registries(organization=ORG, filter={"name": {"$regex": "y-any"}})
        ],
        "collections": [collection(each) for each in models.collections(order="name")],
        "collections_of_all": [
            collection(each)
            for each in api.registries(organization=ORG, filter=some).collections(
                {"name": {"$ne": "best"}}
            )
        ],
        "versions": sorted(version(each) for each in models.versions()),
        "versions_by_alias": [version(each) for each in models.versions({"alias": "take-1"})],
        "versions_by_size": [
            each.name
            for each in models.versions({"metadata.step": {"$lte": 1}}, order="-artifact_size")
        ],
        "users": [
            [each.user.id, each.user.username, getattr(each.role, "value", each.role)]
            for each in models.user_members()
        ],
        "teams": [
            [each.team.id, each.team.name, getattr(each.role, "value", each.role)]
            for each in models.team_members()
        ],
        "taken": raised(
            lambda: api.create_registry(
                "anything", visibility="restricted", organization=ORG, description="not written"
            )
        ),
        "unknown_field": raised(lambda: api.registries(organization=ORG, filter={"size": 1})),
        "missing": raised(lambda: api.registry("none", organization=ORG)),
        "by_path": version(api.artifact(f"{ORG}/wandb-registry-models/best:prod")),
    }
    return {**results, "by_paths": by_paths(api), "edited": write(api)}


def by_paths(api: wandb.Api) -> dict[str, object]:
    """The content of the registry's project, by paths with the organization's name and without it."""
    path = "wandb-registry-models"
    return {
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


def write(api: wandb.Api) -> dict[str, object]:
    """Make a registry and change it, and make one and delete it."""
    edited = api.create_registry("official-made", visibility="restricted", organization=ORG)
    edited.allow_all_artifact_types = False
    edited.artifact_types.append("dataset")
    edited.description, edited.visibility, edited.name = (
        "Edited.",
        "organization",
        "official-renamed",
    )
    edited.save()
    response = registry(edited)
    gone = api.create_registry("official-gone", visibility="organization", organization=ORG)
    gone.delete()
    return response


if __name__ == "__main__":
    json.dump(main(), sys.stdout, default=str)
