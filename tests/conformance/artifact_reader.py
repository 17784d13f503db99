"""Attributes of artifacts that `wandb.Api` reads: printed as JSON, for the comparison with runql. Run as a script."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import wandb

ATTRIBUTES = (
    "id",
    "entity",
    "project",
    "name",
    "qualified_name",
    "version",
    "type",
    "source_entity",
    "source_project",
    "source_name",
    "source_qualified_name",
    "source_version",
    "is_link",
    "description",
    "metadata",
    "aliases",
    "tags",
    "state",
    "digest",
    "size",
    "file_count",
    "commit_hash",
    "history_step",
    "created_at",
    "updated_at",
    "linked_at",
    "ttl",
    "url",
)
COLLECTION = (
    "id",
    "entity",
    "project",
    "project_id",
    "project_internal_id",
    "name",
    "type",
    "description",
    "tags",
    "created_at",
    "updated_at",
)


def attributes(thing: Any, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(thing, name) for name in names}


def tree(folder: str) -> dict[str, str]:
    root = Path(folder)
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def collection(found: Any) -> dict[str, object]:
    aliases = sorted(found.aliases)
    return {**attributes(found, COLLECTION), "is_sequence": found.is_sequence(), "aliases": aliases}


def of_versions(api: wandb.Api, spec: dict[str, Any]) -> dict[str, object]:
    project, root = spec["project"], spec["root"]
    found = {name: api.artifact(f"{project}/{name}") for name in spec["artifacts"]}
    return {
        "artifacts": {name: attributes(each, ATTRIBUTES) for name, each in found.items()},
        "entries": {
            name: {
                path: [entry.digest, entry.size, entry.ref, entry.birth_artifact_id]
                for path, entry in each.manifest.entries.items()
            }
            for name, each in found.items()
        },
        "files": {
            name: [[f.name, f.size, f.md5, f.mimetype] for f in each.files()]
            for name, each in found.items()
        },
        "trees": {name: tree(each.download(root=f"{root}/{name}")) for name, each in found.items()},
    }


def of_collections(api: wandb.Api, project: str) -> dict[str, object]:
    kind = api.artifact_type("model", project)
    return {
        "types": [[each.name, each.id] for each in api.artifact_types(project)],
        "kind": [kind.name, kind.id],
        "collections": [
            collection(each)
            for name in ("dataset", "model")
            for each in api.artifact_collections(project, name, order="+name")
        ],
        "one collection": collection(api.artifact_collection("dataset", f"{project}/ds")),
        "of project": [
            each.name
            for each in api.project("artifacts", "entity").collections(
                filters={"name": {"$ne": "ds"}}, order="-name"
            )
        ],
        "versions": [
            [each.name, each.aliases, each.tags, each.version]
            for each in api.artifacts("dataset", f"{project}/ds", per_page=2)
        ],
        "ordered": [
            each.name for each in api.artifacts("dataset", f"{project}/ds", order="+createdAt")
        ],
        "tagged": [
            each.name
            for each in api.artifacts("dataset", f"{project}/ds", tags=["gold"], per_page=50)
        ],
        "tagged, page by page": [
            each.name
            for each in api.artifacts("dataset", f"{project}/ds", tags=["gold"], per_page=1)
        ],
        "exists": [
            api.artifact_exists(f"{project}/ds:v0"),
            api.artifact_exists(f"{project}/ds:v7"),
            api.artifact_exists(f"{project}/ds:v0", "model"),
            api.artifact_collection_exists(f"{project}/ds", "dataset"),
            api.artifact_collection_exists(f"{project}/none", "dataset"),
        ],
    }


def of_lineage(api: wandb.Api, project: str) -> dict[str, object]:
    source = api.artifact(f"{project}/model:v0")
    link = api.artifact(f"{project}/candidates:candidate")
    run = api.run(f"{project}/trainer")
    return {
        "logged by": source.logged_by().id,
        "used by": sorted(each.id for each in source.used_by()),
        "linked": [each.qualified_name for each in source.linked_artifacts],
        "source": link.source_artifact.qualified_name,
        "logged": [each.name for each in run.logged_artifacts()],
        "used": [each.name for each in run.used_artifacts()],
    }


def read(spec: dict[str, Any]) -> dict[str, object]:
    api, project = wandb.Api(), spec["project"]
    return {
        **of_versions(api, spec),
        **of_collections(api, project),
        **of_lineage(api, project),
    }


if __name__ == "__main__":
    response = read(json.load(sys.stdin))
    Path(sys.argv[1]).write_text(json.dumps(response, default=str))
