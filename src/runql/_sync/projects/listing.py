# Generated from src/runql/_async/projects/listing.py by `make generate`. Do not edit.

"""Lists of projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._models.projects.base import listed_projects
from runql._models.projects.storage import ProjectStorage
from runql._sync._client.lister import Lister
from runql._sync.projects.resource import Project

if TYPE_CHECKING:
    from runql_graphql.fragments.projects import ProjectFields
    from runql_graphql.list_projects import ListProjects

    from runql._paging.pages import Page
    from runql._sync._client.session import Session

__all__ = ["ProjectStorages", "Projects"]


class Projects(Lister[Project]):
    """Lazy list of an entity's projects.

    The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested project.
    """


class ProjectStorages(Lister[ProjectStorage]):
    """Lazy list of the storage that an entity's projects use.

    Requests: One per page up to the last item read.
    """


@dataclass(frozen=True, slots=True)
class ProjectBuilder:
    """Builder of projects from responses.

    Attributes:
        session: Session that sends the requests.
        entity: The requested entity.
    """

    session: Session
    entity: str | None

    def build(self, snapshot: ProjectFields, created: bool | None = None) -> Project:
        """Return one project."""
        app = self.session.app_url
        return Project(self.session, snapshot, app, created)

    def read(self, response: ListProjects) -> Page[Project]:
        """Return a page of projects from a response."""
        return listed_projects(response, self.entity, self.build)


def project_key(project: Project) -> str:
    """Return the deduplication key of a project."""
    return project.id


def storage_key(storage: ProjectStorage) -> str:
    """Return the deduplication key of a project's storage."""
    return storage.id
