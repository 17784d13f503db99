"""Lists of projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._async._client.lister import AsyncLister
from runql._async.projects.resource import AsyncProject
from runql._models.projects.base import listed_projects
from runql._models.projects.storage import ProjectStorage

if TYPE_CHECKING:
    from runql_graphql.fragments.projects import ProjectFields
    from runql_graphql.list_projects import ListProjects

    from runql._async._client.session import AsyncSession
    from runql._paging.pages import Page

__all__ = ["AsyncProjectStorages", "AsyncProjects"]


class AsyncProjects(AsyncLister[AsyncProject]):
    """Lazy list of an entity's projects.

    The server reports no count, so `len` reads all pages.

    Requests: One per page up to the last requested project.
    """


class AsyncProjectStorages(AsyncLister[ProjectStorage]):
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

    session: AsyncSession
    entity: str | None

    def build(self, snapshot: ProjectFields, created: bool | None = None) -> AsyncProject:
        """Return one project."""
        app = self.session.app_url
        return AsyncProject(self.session, snapshot, app, created)

    def read(self, response: ListProjects) -> Page[AsyncProject]:
        """Return a page of projects from a response."""
        return listed_projects(response, self.entity, self.build)


def project_key(project: AsyncProject) -> str:
    """Return the deduplication key of a project."""
    return project.id


def storage_key(storage: ProjectStorage) -> str:
    """Return the deduplication key of a project's storage."""
    return storage.id
