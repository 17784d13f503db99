"""Attributes of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from runql._display.cards import Card, address_of, kind_of
from runql._models._attributes.assignment import KnownAttributes
from runql._models.projects.changes import VISIBILITIES
from runql._paging.connections import page_of
from runql._paging.order import Order, column_order_to_wire
from runql._paths.projects import ProjectPath
from runql._paths.web_app import project_url
from runql._wandb_names.pages import WebPage
from runql._wire.schema_requirements import missing_part
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from runql_graphql.fragments.projects import ProjectFields
    from runql_graphql.get_project import GetProject
    from runql_graphql.list_projects import ListProjects

    from runql._paging.pages import Page

__all__ = ["ProjectBase", "found_project", "listed_projects", "project_order_to_wire"]

T = TypeVar("T")

_ORDERS: Final = {"created_at": "created_at", "createdAt": "created_at", "name": "name"}


def project_order_to_wire(order: str | Order) -> str:
    """Return the API's spelling of a sort order for projects.

    Raises:
        OrderError: If the server cannot sort projects by this order.
    """
    return column_order_to_wire(order, _ORDERS, "Projects")


class ProjectBase(WebPage, KnownAttributes):
    """The attributes of a project, from the last response of the server."""

    def __init__(self, snapshot: ProjectFields, app_url: str, created: bool | None = None) -> None:
        self._snapshot = snapshot
        self._app_url = app_url
        self._created = created

    @property
    def created(self) -> bool | None:
        """Whether `create_project` created the project; None if it was fetched or listed."""
        return self._created

    @property
    def id(self) -> str:
        """Opaque id."""
        return self._snapshot.id

    @property
    def internal_id(self) -> str:
        """Opaque id that does not change when the project is renamed.

        Raises:
            UnsupportedError: If the server is too old to return it.
        """
        if not self._snapshot.internal_id:
            raise missing_part("Project.internalId")
        return self._snapshot.internal_id

    @property
    def name(self) -> str:
        """Name in paths."""
        return self._snapshot.name

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._snapshot.entity_name

    @property
    def path(self) -> ProjectPath:
        """Entity and project; `str()` returns `entity/project`."""
        return ProjectPath(self.entity, self.name, known=True)

    @property
    def url(self) -> str:
        """Page of the project in the web app: its workspace."""
        return f"{project_url(self._app_url, self.path)}/workspace"

    @property
    def description(self) -> str:
        """Description on the project's page; empty if not set."""
        return self._snapshot.description or ""

    @property
    def access(self) -> str | None:
        """Access level in the API, such as `ENTITY_READ`, `ENTITY_WRITE` or `USER_READ`."""
        return self._snapshot.access

    @property
    def visibility(self) -> str | None:
        """Visibility in the web app, such as `team`, `public` or `open`; else `access`."""
        names = {access: name for name, access in VISIBILITIES.items()}
        return names.get(self.access or "", self.access)

    @property
    def created_at(self) -> datetime:
        """Creation time, timezone-aware, in UTC."""
        return self._snapshot.created_at

    @property
    def last_active(self) -> datetime | None:
        """Time of the last report of a run, timezone-aware, in UTC; None if not set."""
        return self._snapshot.last_active

    @property
    def read_only(self) -> bool:
        """Whether the viewer has read access only."""
        return bool(self._snapshot.read_only)

    @property
    def tags(self) -> tuple[str, ...]:
        """Tags on runs of the project."""
        return tuple(tag.name for tag in self._snapshot.tags)

    def _card(self) -> Card:
        facts = {
            "entity": self.entity,
            "visibility": self.visibility,
            "created": self.created_at,
            "last active": self.last_active,
            "description": self.description,
            "tags": self.tags,
        }
        url = address_of(lambda: self.url)
        return Card(kind_of(self), self.name, url, str(self.path), facts=facts)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}>"


def found_project(response: GetProject, path: ProjectPath) -> ProjectFields:
    """Return the requested project.

    Raises:
        NotFoundError: If the project does not exist, or the viewer has no access to it.
    """
    if response.project is None:
        raise NotFoundError(
            f"Project not found: {path}. It does not exist, or this API key has no access to it.",
            hint="Check the spelling of entity and project; api.projects(entity) lists them.",
            operation="GetProject",
        )
    return response.project


def listed_projects(
    response: ListProjects, entity: str | None, make: Callable[[ProjectFields], T]
) -> Page[T]:
    """Return the page of projects in a response.

    Raises:
        NotFoundError: If the entity does not exist.
    """
    connection = response.projects
    if connection is None:
        raise NotFoundError(
            f"Entity not found: {entity or '(default)'}. It does not exist, or this API key has no access to it.",
            hint="Entities are user names and team names; api.viewer.teams lists yours.",
            operation="ListProjects",
        )
    return page_of(connection, lambda each: make(each) if each is not None else None)
