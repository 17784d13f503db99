"""Pages of entities and projects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.markdown import markdown
from runql_sandbox.pages.near import missing_project
from runql_sandbox.pages.visits import Rendered, cursor_of_page, nodes
from runql_sandbox.request.limits import PAGE_ITEMS

if TYPE_CHECKING:
    from runql_sandbox.pages.visits import Result, Trail, Visit

__all__ = ["exists", "home", "of_entity", "one", "project_tabs", "project_trail"]

_PAGE: Final = 100
_MOST_PAGES: Final = 10_000

_HOME: Final = """
query Home($first: Int!) {
  viewer {
    username
    entity
    teams { edges { node { name } } }
    organizations { name }
    projects(first: $first) {
      edges { node { name entityName description lastActive totalRuns access } }
      pageInfo { hasNextPage }
    }
  }
}
"""
_ENTITY: Final = """
query EntityProjects($entity: String!, $first: Int!, $after: String) {
  projects(entityName: $entity, first: $first, after: $after, order: "-created_at") {
    edges { node { name entityName description lastActive totalRuns access createdAt } }
    pageInfo { hasNextPage }
  }
}
"""
_EXISTS: Final = """
query ProjectExists($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) { name }
}
"""
_PROJECT: Final = """
query ProjectOverview($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) {
    name entityName description access createdAt lastActive computeHours totalRuns totalSweeps readOnly
    tagCounts { name count }
    finished: runCount(filters: "{\\"state\\": \\"finished\\"}")
    running: runCount(filters: "{\\"state\\": \\"running\\"}")
    failed: runCount(filters: "{\\"state\\": {\\"$in\\": [\\"failed\\", \\"crashed\\", \\"killed\\"]}}")
  }
}
"""


def home(visit: Visit) -> Result:
    """Return the first page: projects, teams and organizations of the user."""
    viewer = visit.query(_HOME, first=PAGE_ITEMS)["viewer"]
    projects = nodes(viewer["projects"])
    teams = [each["name"] for each in nodes(viewer["teams"])]
    entities = list(dict.fromkeys([viewer["entity"], *teams]))
    entities += sorted({each["entityName"] for each in projects} - set(entities))
    by_entity = [
        (each, [found for found in projects if found["entityName"] == each]) for each in entities
    ]
    values = {
        "by_entity": by_entity,
        "organizations": viewer["organizations"],
        "cut": viewer["projects"]["pageInfo"]["hasNextPage"],
    }
    return Rendered("home.html", "Projects", values)


def of_entity(visit: Visit, entity: str) -> Result:
    """Return the page of an entity's projects."""
    page = visit.number("page", 1, _MOST_PAGES)
    after = cursor_of_page(page, _PAGE)
    found = visit.query(_ENTITY, entity=entity, first=_PAGE, after=after)
    if found["projects"] is None:
        raise missing_project(visit, entity, None)
    values = {
        "entity": entity,
        "projects": nodes(found["projects"]),
        "previous": address(entity, query={"page": str(page - 1)}) if page > 1 else None,
        "next": address(entity, query={"page": str(page + 1)})
        if found["projects"]["pageInfo"]["hasNextPage"]
        else None,
    }
    return Rendered("entity.html", entity, values, (("Home", "/"),))


def exists(visit: Visit, entity: str, project: str) -> bool:
    """Return whether a project exists and the user can see it."""
    return visit.query(_EXISTS, entity=entity, project=project)["project"] is not None


def one(visit: Visit, entity: str, project: str) -> Result:
    """Return the overview page of a project."""
    found: dict[str, Any] | None = visit.query(_PROJECT, entity=entity, project=project)["project"]
    if found is None:
        raise missing_project(visit, entity, project)
    return Rendered(
        "project.html",
        f"{entity}/{project}",
        {
            "project": found,
            "entity": entity,
            "description": markdown(found["description"]) if found["description"] else "",
            "tags": [
                (
                    each,
                    address(entity, project, query={"filter": json.dumps({"tags": each["name"]})}),
                )
                for each in found["tagCounts"]
            ],
        },
        project_trail(entity, project),
        project_tabs(entity, project),
        "Overview",
    )


def project_trail(entity: str, project: str, *more: tuple[str, str]) -> Trail:
    """Return the parent pages of a project's pages."""
    above = (("Home", "/"), (entity, address(entity)), (project, address(entity, project)))
    return (*above, *more)


def project_tabs(entity: str, project: str) -> dict[str, str]:
    """Return the tabs of a project."""
    return {
        "Runs": address(entity, project),
        "Charts": address(entity, project, "charts"),
        "Sweeps": address(entity, project, "sweeps"),
        "Reports": address(entity, project, "reports"),
        "Artifacts": address(entity, project, "artifacts"),
        "Overview": address(entity, project, "overview"),
    }
