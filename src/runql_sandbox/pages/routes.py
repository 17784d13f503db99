"""Pages by URL: the web app's URLs, and a few shorter ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from runql_sandbox.pages import artifacts, projects, registries, sweeps
from runql_sandbox.pages.reports import documents
from runql_sandbox.pages.runs import details, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql_sandbox.pages.visits import Result, Visit

__all__ = ["Page", "find_page"]

_OF_THE_API: Final = frozenset(
    {"_assets", "artifacts", "artifactsV2", "debug", "files", "graphql", "healthz", "storage"}
)
"""First path parts of the API. A misspelled path below them is not a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a URL.

    Attributes:
        name: Kind of the page.
        show: Renders the page.
    """

    name: str
    show: Callable[[Visit], Result]


def find_page(parts: list[str]) -> Page | None:
    """Return the page for path parts; None if there is none."""
    if parts and parts[0] in _OF_THE_API:
        return None
    match parts:
        case [] | ["home"]:
            return Page("home", projects.home)
        case ["orgs", name, "registry"]:
            return Page("registries", lambda visit: registries.of_organization(visit, name))
        case ["orgs", name, "registry", registry]:
            return Page("registry", lambda visit: registries.one(visit, name, registry))
        case ["registry"]:
            return Page("registries", registries.home)
        case ["registry", registry]:
            return Page("registry", lambda visit: registries.one(visit, None, registry))
        case [entity, "registry", "model"]:
            return Page("registry", lambda visit: registries.model_registry(visit, entity))
        case [entity]:
            return Page("projects", lambda visit: projects.of_entity(visit, entity))
        case [entity, "projects"]:
            return Page("projects", lambda visit: _projects(visit, entity))
        case [entity, project, *rest]:
            return _of_project(entity, project, rest)
        case _:
            return None


def _projects(visit: Visit, entity: str) -> Result:
    """Return the page of an entity's projects, unless a project has the name."""
    if projects.exists(visit, entity, "projects"):
        return listing.of_project(visit, entity, "projects")
    return projects.of_entity(visit, entity)


def _of_project(entity: str, project: str, rest: list[str]) -> Page | None:
    match rest:
        case [] | ["runs"] | ["table"] | ["runs", "table"]:
            return Page("runs", lambda visit: listing.of_project(visit, entity, project))
        case ["workspace"] | ["charts"]:
            return Page("charts", lambda visit: listing.charts_of_project(visit, entity, project))
        case ["overview"]:
            return Page("project", lambda visit: projects.one(visit, entity, project))
        case ["groups", group] | ["groups", group, "workspace"]:
            return Page("group", lambda visit: listing.of_group(visit, entity, project, group))
        case ["runs", run, *below]:
            return _of_run(entity, project, run, below)
        case ["sweeps"]:
            return Page("sweeps", lambda visit: sweeps.of_project(visit, entity, project))
        case ["sweeps", sweep] | ["sweeps", sweep, "overview" | "workspace" | "table"]:
            return Page("sweep", lambda visit: sweeps.one(visit, entity, project, sweep))
        case ["reports"] | ["reportlist"]:
            return Page("reports", lambda visit: documents.of_project(visit, entity, project))
        case ["reports", slug]:
            return Page("report", lambda visit: documents.one(visit, entity, project, slug))
        case ["artifacts", *below]:
            return _of_artifacts(entity, project, below)
        case _:
            return None


def _of_run(entity: str, project: str, run: str, rest: list[str]) -> Page | None:
    at = (entity, project, run)
    match rest:
        case [] | ["overview"]:
            return Page("run", lambda visit: details.overview(visit, *at))
        case ["workspace"] | ["charts"]:
            return Page("run charts", lambda visit: details.charts(visit, *at))
        case ["system"]:
            return Page("run system", lambda visit: details.system(visit, *at))
        case ["logs"]:
            return Page("run logs", lambda visit: details.logs(visit, *at))
        case ["artifacts"]:
            return Page("run artifacts", lambda visit: details.artifacts(visit, *at))
        case ["files"]:
            return Page("run files", lambda visit: details.files(visit, *at))
        case ["files", *name]:
            return Page("run file", lambda visit: details.file(visit, *at, "/".join(name)))
        case _:
            return None


def _of_artifacts(entity: str, project: str, rest: list[str]) -> Page | None:
    at = (entity, project)
    match rest:
        case []:
            return Page("artifacts", lambda visit: artifacts.of_project(visit, *at, None))
        case [kind]:
            return Page("artifacts", lambda visit: artifacts.of_project(visit, *at, kind))
        case [kind, name]:
            return Page("collection", lambda visit: artifacts.collection(visit, *at, kind, name))
        case [kind, name, alias] | [
            kind,
            name,
            alias,
            "overview" | "metadata" | "usage" | "files" | "lineage" | "graph",
        ]:
            return Page("artifact", lambda visit: artifacts.version(visit, *at, kind, name, alias))
        case [kind, name, alias, "files", *path]:
            found = (*at, kind, name, alias, "/".join(path))
            return Page("artifact file", lambda visit: artifacts.file(visit, *found))
        case _:
            return None
