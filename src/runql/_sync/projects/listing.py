# Generated from src/runql/_async/projects/listing.py by `make generate`. Do not edit.

"""Lists of projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._models.projects.base import listed_projects
from runql._paging.pages import Page
from runql._sync._client.lister import Lister
from runql._sync.projects.resource import Project

if TYPE_CHECKING:
    from runql_graphql.fragments.projects import ProjectFields
    from runql_graphql.list_projects import ListProjects

    from runql._sync._client.session import Session

__all__ = ["Projects"]


class Projects(Lister[Project]):
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

    session: Session
    entity: str | None

    def build(self, snapshot: ProjectFields, created: bool | None = None) -> Project:
        """Make one project."""
        app = self.session.app_url
        return Project(self.session, snapshot, app, created)

    def read(self, response: ListProjects) -> Page[Project]:
        """Take a page of projects out of a response."""
        snapshots, cursor = listed_projects(response, self.entity)
        return Page(tuple(self.build(each) for each in snapshots), cursor)


def project_key(project: Project) -> str:
    """Return what makes a project itself, wherever it is listed."""
    return project.id
