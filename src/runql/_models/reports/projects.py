"""Owners and IDs of projects in run sets. The web app requires them, users write names only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._paths.projects import ProjectPath

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["projects_without_id", "with_project_ids"]


def projects_without_id(
    blocks: Iterable[Mapping[str, JsonValue]], path: ProjectPath
) -> list[ProjectPath]:
    """Return the projects of run sets that lack an ID, without duplicates.

    Args:
        blocks: Blocks in the format of a spec.
        path: The report's project. Its entity is the default owner.
    """
    found = [
        ProjectPath(str(project.get("entityName") or path.entity), str(project["name"]))
        for block in blocks
        for project in _projects(block)
        if project.get("name") and not project.get("id")
    ]
    return list(dict.fromkeys(found))


def _projects(block: Mapping[str, JsonValue]) -> list[dict[str, JsonValue]]:
    found = [
        project
        for run_set in _objects(_object(block.get("metadata")).get("runSets"))
        if (project := _object(run_set.get("project")))
    ]
    for each in _objects(block.get("collapsedChildren")):
        found += _projects(each)
    return found


def with_project_ids(
    block: Mapping[str, JsonValue],
    path: ProjectPath,
    ids: Mapping[ProjectPath, str | None],
) -> dict[str, JsonValue]:
    """Return a block with owners and IDs of the projects of its run sets.

    Args:
        block: The block in the format of a spec.
        path: The report's project. Its entity is the default owner.
        ids: IDs by project; None for a project without ID on the server.
    """
    found = dict(block)
    hidden = block.get("collapsedChildren")
    if isinstance(hidden, list):
        found["collapsedChildren"] = [
            with_project_ids(each, path, ids) if isinstance(each, dict) else each for each in hidden
        ]
    metadata = block.get("metadata")
    run_sets = _object(metadata).get("runSets")
    if isinstance(metadata, dict) and isinstance(run_sets, list):
        filled = [_filled(each, path, ids) for each in run_sets]
        found["metadata"] = {**metadata, "runSets": filled}
    return found


def _filled(
    run_set: JsonValue, path: ProjectPath, ids: Mapping[ProjectPath, str | None]
) -> JsonValue:
    project = _object(_object(run_set).get("project"))
    if not isinstance(run_set, dict) or not project.get("name") or project.get("id"):
        return run_set
    entity = str(project.get("entityName") or path.entity)
    opaque = ids.get(ProjectPath(entity, str(project["name"])))
    known = {} if opaque is None else {"id": opaque}
    return {**run_set, "project": {**project, "entityName": entity, **known}}


def _object(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _objects(value: JsonValue) -> list[dict[str, JsonValue]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
