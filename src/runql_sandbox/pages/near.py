"""Pages for names that do not exist, with similar names.

Only names that the user can see are suggested, because they come from the same queries as all pages.
"""

from __future__ import annotations

import difflib
import json
import re
from typing import TYPE_CHECKING, Final

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.visits import PageError, nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from runql_sandbox.pages.visits import Visit

__all__ = ["close_names", "missing_project", "missing_run"]

_PROJECTS: Final = """
query Projects($entity: String) {
  viewer { entity teams { edges { node { name } } } }
  projects(entityName: $entity, first: 1000) { edges { node { name } } }
}
"""
_RUNS: Final = """
query RunNames($entity: String!, $project: String!, $filters: JSONString) {
  project(name: $project, entityName: $entity) {
    runs(first: 200, filters: $filters, order: "-created_at") { edges { node { name displayName } } }
  }
}
"""


def close_names(name: str, names: Iterable[str], most: int = 5) -> list[str]:
    """Return the names that are most similar to a name."""
    by_letters: dict[str, str] = {}
    for each in names:
        by_letters.setdefault(each.casefold(), each)
    return [
        by_letters[found]
        for found in difflib.get_close_matches(name.casefold(), list(by_letters), most, 0.6)
    ]


def missing_project(visit: Visit, entity: str, project: str | None) -> PageError:
    """Return the page for an entity or a project that does not exist or that the user cannot see."""
    found = visit.query(_PROJECTS, entity=entity)
    if found["projects"] is None or project is None:
        known = [
            found["viewer"]["entity"],
            *(each["name"] for each in nodes(found["viewer"]["teams"])),
        ]
        near = {each: address(each) for each in close_names(entity, known)}
        near.setdefault(found["viewer"]["entity"], address(found["viewer"]["entity"]))
        return PageError(
            404,
            f"Entity not found: {entity!r}. It does not exist, or {visit.username} has no access to it.",
            near,
        )
    names = [each["name"] for each in nodes(found["projects"])]
    near = {f"{entity}/{each}": address(entity, each) for each in close_names(project, names)}
    return PageError(
        404,
        f"Project not found: {entity}/{project}. It does not exist, or {visit.username} has no access "
        "to it.",
        near or {f"All projects of {entity}": address(entity)},
    )


def missing_run(visit: Visit, entity: str, project: str, run: str) -> PageError:
    """Return the page for a run that does not exist, with runs that have a similar ID or name."""
    pattern = {"$regex": f"(?i)^{re.escape(run[:3])}"}
    by_start = {"$or": [{"name": pattern}, {"display_name": pattern}, {"display_name": run}]}
    near: dict[str, str] = {}
    for filters in (by_start, {}):
        data = visit.query(_RUNS, entity=entity, project=project, filters=json.dumps(filters))
        if data["project"] is None:
            return missing_project(visit, entity, project)
        labels: dict[str, str] = {}
        for each in nodes(data["project"]["runs"]):
            labels.setdefault(each["name"], each["name"])
            labels.setdefault(each["displayName"] or each["name"], each["name"])
        for label in close_names(run, labels):
            near.setdefault(label, address(entity, project, "runs", labels[label]))
    return PageError(
        404,
        f"Run not found: {entity}/{project}/{run}.",
        near or {f"All runs of {entity}/{project}": address(entity, project)},
    )
