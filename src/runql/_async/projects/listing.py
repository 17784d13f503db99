"""Lists of projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._async._client.lister import AsyncLister
from runql._async.projects.resource import AsyncProject
from runql._models.projects.base import listed_projects
from runql._paging.pages import Page

if TYPE_CHECKING:
    from runql_graphql.fragments.projects import ProjectFields
    from runql_graphql.list_projects import ListProjects

    from runql._async._client.session import AsyncSession

__all__ = ["AsyncProjects"]


class AsyncProjects(AsyncLister[AsyncProject]):
    """Projects of an entity: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the projects requested reach.
    """


@dataclass(frozen=True, slots=True)
class ProjectBuilder:
    """Makes projects of responses.

    Attributes:
        session: What requests go through.
        entity: The entity requested.
    """

    session: AsyncSession
    entity: str | None

    def build(self, snapshot: ProjectFields, created: bool | None = None) -> AsyncProject:
        """Make one project."""
        app = self.session.app_url
        return AsyncProject(self.session, snapshot, app, created)

    def read(self, response: ListProjects) -> Page[AsyncProject]:
        """Take a page of projects out of a response."""
        snapshots, cursor = listed_projects(response, self.entity)
        return Page(tuple(self.build(each) for each in snapshots), cursor)


def project_key(project: AsyncProject) -> str:
    """Return what makes a project itself, wherever it is listed."""
    return project.id
