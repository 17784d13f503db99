"""Pages of registries: projects of an organization with links to versions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.artifacts import collection, kind_of, of_project, version
from runql_sandbox.pages.near import close_names
from runql_sandbox.pages.visits import PageError, Rendered, nodes

if TYPE_CHECKING:
    from runql_sandbox.pages.visits import Result, Visit

__all__ = ["home", "model_registry", "of_organization", "one"]

_PREFIX: Final = "wandb-registry-"

_MINE: Final = """
query Organizations { viewer { organizations { name orgEntity { name } } } }
"""
_REGISTRIES: Final = """
query Registries($entity: String!, $filters: JSONString!) {
  entity(name: $entity) {
    projects(filters: $filters, first: 1000) {
      edges { node { name entityName description createdAt } }
    }
  }
}
"""


def home(visit: Visit) -> Result:
    """Return the page of all registries of the user's organizations."""
    organizations = _organizations(visit)
    values = {"organizations": [_listed(visit, name, entity) for name, entity in organizations]}
    return Rendered("registries.html", "Registry", values, (("Home", "/"),))


def of_organization(visit: Visit, name: str) -> Result:
    """Return the page of an organization's registries."""
    title, entity = _organization(visit, name)
    values = {"organizations": [_listed(visit, title, entity)]}
    return Rendered("registries.html", f"Registry of {title}", values, (("Home", "/"),))


def one(visit: Visit, organization: str | None, registry: str) -> Result:
    """Return the page of a registry, or of the collection or version that the URL selects."""
    if organization is None:
        entities = _organizations(visit)
        if not entities:
            raise PageError(404, f"{visit.username} is not in an organization.")
        entity = entities[0][1]
    else:
        _, entity = _organization(visit, organization)
    selected = visit.text("selectionPath")
    if selected:
        return _selected(visit, selected)
    project = registry if registry.startswith(_PREFIX) else f"{_PREFIX}{registry}"
    listed = _listed(visit, organization or entity, entity)["registries"]
    if project not in [each["project"] for each in listed]:
        names = {each["name"]: each["href"] for each in listed}
        near = {each: names[each] for each in close_names(registry, names)} or names
        raise PageError(404, f"Registry not found: {registry!r}.", near)
    return of_project(visit, entity, project, None)


def model_registry(visit: Visit, entity: str) -> Result:
    """Return the page of an entity's model registry, the predecessor of organization registries."""
    selected = visit.text("selectionPath")
    if selected:
        return _selected(visit, selected)
    return of_project(visit, entity, "model-registry", None)


def _selected(visit: Visit, path: str) -> Result:
    """Return the page of the collection or version that a URL of the web app selects."""
    parts = path.split("/")
    if len(parts) != 3 or not all(parts):
        raise PageError(
            400,
            f"Invalid selectionPath: {path[:200]!r}. It must be entity/project/collection.",
        )
    entity, project, name = parts
    kind, alias = kind_of(visit, entity, project, name), visit.text("version")
    if alias:
        return version(visit, entity, project, kind, name, alias)
    return collection(visit, entity, project, kind, name)


def _organizations(visit: Visit) -> list[tuple[str, str]]:
    found = visit.query(_MINE)["viewer"]["organizations"]
    return [(each["name"], each["orgEntity"]["name"]) for each in found if each["orgEntity"]]


def _organization(visit: Visit, name: str) -> tuple[str, str]:
    """Return name and entity of an organization. A URL may contain either of them."""
    known = _organizations(visit)
    for title, entity in known:
        if name in (title, entity):
            return title, entity
    near = {title: address("orgs", title, "registry") for title, _ in known}
    raise PageError(
        404,
        f"Organization not found: {name!r}. It does not exist, or {visit.username} is not in it.",
        near,
    )


def _listed(visit: Visit, title: str, entity: str) -> dict[str, Any]:
    filters = json.dumps({"name": {"$regex": f"^{_PREFIX}"}})
    found = visit.query(_REGISTRIES, entity=entity, filters=filters)["entity"]
    registries = [
        {
            **each,
            "project": each["name"],
            "name": each["name"].removeprefix(_PREFIX),
            "href": address("orgs", entity, "registry", each["name"].removeprefix(_PREFIX)),
        }
        for each in nodes(found["projects"] if found else None)
    ]
    return {"name": title, "entity": entity, "registries": registries}
