"""Projects with the interface of the official client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

import runql
from runql._paths.projects import ProjectPath
from runql._paths.web_app import project_url
from runql._sync.projects.resource import Project as OurProject
from runql.compat._shared.lists import Paginator, page_size
from runql.compat._shared.texts import time_text
from runql.compat._shared.wrapping import Wrapped, iframe
from runql.compat.apis.public.artifacts import ArtifactTypes, ProjectArtifactCollections
from runql.compat.apis.public.sweeps import Sweeps
from runql.compat.errors import beginning_with, refused
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql.compat.apis.public.accounts import User

__all__ = ["Project", "Projects"]


class Project(Wrapped[runql.Project]):
    """A project and its contents."""

    _wraps: ClassVar = (OurProject,)
    _raw_names: ClassVar = ("id", "name", "entityName", "createdAt", "isBenchmark", "user")

    _found: runql.Project | None = None

    @classmethod
    def _named(cls, api: runql.Api, entity: str, name: str) -> Project:
        """Return a project by name. It is requested when an attribute other than its name is read."""
        made = cls.__new__(cls)
        made._api, made._entity, made._name = api, entity, name
        return made

    def __init__(self, inner: runql.Project, api: runql.Api) -> None:
        self._found, self._api = inner, api
        self._entity, self._name = inner.entity, inner.name

    # A type checker expects the `_inner` attribute of the base class.
    if not TYPE_CHECKING:

        @property
        def _inner(self) -> runql.Project:
            if self._found is None:
                self._found = self._api.project(f"{self._entity}/{self._name}")
            return self._found

    def _raw(self, name: str) -> object:
        return None if name == "user" else super()._raw(name)

    @property
    def _place(self) -> ProjectPath:
        return ProjectPath(self._entity, self._name)

    @property
    def id(self) -> str:
        """Opaque ID.

        Raises:
            CommError: If the project does not exist. The error is also a `ValueError`.
        """
        with beginning_with(f"Project {self._name} not found", NotFoundError, as_value=True):
            return self._inner.id

    @property
    def name(self) -> str:
        """Name in paths."""
        return self._name

    @property
    def entity(self) -> str:
        """User or team that owns the project."""
        return self._entity

    @property
    def entity_name(self) -> str:
        """User or team that owns the project."""
        return self._entity

    @property
    def path(self) -> list[str]:
        """Entity and project."""
        return [self.entity, self.name]

    @property
    def url(self) -> str:
        """Page of the project's runs in the web app."""
        return f"{project_url(self._api._session.app_url, self._place)}/workspace"

    @property
    def created_at(self) -> str:
        """When the project was created, as a string."""
        return time_text(self._inner.created_at)

    @property
    def is_benchmark(self) -> bool:
        """Whether the project is a benchmark. Servers no longer have benchmarks."""
        return False

    @property
    def owner(self) -> User:
        """The user who owns the project's entity.

        Raises:
            ValueError: If the project belongs to a team.
        """
        try:
            found = self._api.user(self.entity)
        except NotFoundError:
            raise refused(
                f"The project {'/'.join(self.path)} belongs to a team, not to a user."
            ) from None
        return cast("User", self._wrap(found))

    def artifacts_types(self, per_page: int = 50) -> ArtifactTypes:
        """List the project's artifact types."""
        return ArtifactTypes(
            self._api.artifact_types(self._place, per_page=page_size(per_page)), self._api, per_page
        )

    def collections(
        self,
        filters: Mapping[str, Any] | None = None,
        order: str | None = None,
        per_page: int = 50,
    ) -> ProjectArtifactCollections:
        """List the project's artifact collections, of all types."""
        listed = self._api.artifact_collections(
            self._place, order=order, filters=filters, per_page=page_size(per_page)
        )
        return ProjectArtifactCollections(listed, self._api, per_page)

    def sweeps(
        self,
        per_page: int = 50,
        filters: dict[str, Any] | None = None,
        order: str | None = None,
    ) -> Sweeps:
        """List the project's sweeps."""
        listed = self._api.sweeps(self._place, filters, order, per_page=page_size(per_page))
        return Sweeps(listed, self._api, self.entity, self.name, per_page)

    def to_html(self, height: int = 420, hidden: bool = False) -> str:
        """Return an iframe with the project's page."""
        return iframe(self.url, height, hidden=hidden)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        return f"<Project {'/'.join(self.path)}>"


class Projects(Paginator[Project]):
    """Projects of an entity.

    Attributes:
        entity: User or team that owns them.
    """

    def __init__(
        self, items: runql.Projects, api: runql.Api, entity: str, per_page: int = 200
    ) -> None:
        super().__init__(items, api, per_page)
        self.entity = entity

    def _label(self) -> str:
        return self.entity
