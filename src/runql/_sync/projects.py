# Generated from src/runql/_async/projects.py by `make generate`. Do not edit.

"""Projects: one, all of an entity, and their runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql_graphql.ops import projects as ops

from runql._models.project import ProjectBase, found_project, listed_projects
from runql._pages import Listing, Page
from runql._paths import ProjectPath, app_url, parse_project_path
from runql._sync._lister import Lister
from runql._sync.base import ApiBase
from runql._sync.collections import CollectionsApi
from runql._sync.runs import Runs, RunsApi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments import ProjectFields
    from runql_graphql.list_projects import ListProjects

    from runql._order import Order
    from runql._sync.collections import ArtifactCollections
    from runql._sync.run_summary import ConfigT, SummaryT
    from runql._sync.session import Session
    from runql.filters import Filter

__all__ = ["Project", "Projects", "ProjectsApi"]


class Project(ProjectBase):
    """A project: attributes as of the server's answer, and its runs."""

    def __init__(self, api: ProjectsApi, snapshot: ProjectFields, app_url: str) -> None:
        super().__init__(snapshot, app_url)
        self._api = api

    def runs(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int = 50,
        limit: int | None = None,
        after: str | None = None,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> Runs[ConfigT, SummaryT]:
        """List the project's runs; everything is as in `api.runs`.

        Requests: None until iterated; then one per page.
        """
        return self._api.runs(
            self.path,
            filters,
            order,
            per_page=per_page,
            limit=limit,
            after=after,
            fields=fields,
            config=config,
            summary=summary,
        )

    def collections(
        self,
        filters: Mapping[str, object] | None = None,
        order: str | None = None,
        *,
        per_page: int = 50,
        limit: int | None = None,
        after: str | None = None,
    ) -> ArtifactCollections:
        """List the project's collections of artifacts, of every type.

        Everything is as in `api.artifact_collections`.

        Requests: None until iterated; then one per page.
        """
        return self._api.artifact_collections(
            self.path,
            order=order,
            filters=filters,
            per_page=per_page,
            limit=limit,
            after=after,
        )


class Projects(Lister[Project]):
    """Projects of an entity: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the projects asked for reach.
    """


@dataclass(frozen=True, slots=True)
class ProjectBuilder:
    """Makes projects of answers.

    Attributes:
        api: What the projects list their runs through.
        session: What requests go through.
        entity: The entity asked for.
    """

    api: ProjectsApi
    session: Session
    entity: str | None

    def build(self, snapshot: ProjectFields) -> Project:
        """Make one project."""
        settings = self.session.settings
        return Project(self.api, snapshot, app_url(settings.base_url, settings.app_url))

    def read(self, answer: ListProjects) -> Page[Project]:
        """Take a page of projects out of an answer."""
        snapshots, cursor = listed_projects(answer, self.entity)
        return Page(tuple(self.build(each) for each in snapshots), cursor)


class ProjectsApi(RunsApi, CollectionsApi, ApiBase):
    """Projects, from the front door."""

    def project(self, path: str | ProjectPath, entity: str | None = None) -> Project:
        """Fetch one project.

        Args:
            path: `entity/project`, `project`, or the project's URL.
            entity: Entity of a path that names none.

        Raises:
            PathError: The path names no project; nothing was sent.
            NotFoundError: There is no such project, or the API key may not see it.

        Requests: One.
        """
        place = parse_project_path(path, entity=entity or self._entity, project=self._project)
        answer = self._session.send(ops.get_project(entity=place.entity, project=place.project))
        builder = ProjectBuilder(self, self._session, place.entity)
        return builder.build(found_project(answer, place))

    def projects(
        self,
        entity: str | None = None,
        *,
        order: str | None = None,
        per_page: int = 200,
        limit: int | None = None,
        after: str | None = None,
    ) -> Projects:
        """List the projects of an entity.

        Args:
            entity: User or team; None takes the settings' entity, else the viewer's default.
            order: `+` or `-` and a column, such as `-created_at`; the server's choice when left out.
            per_page: Projects to ask for at once.
            limit: Projects after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.

        Raises:
            NotFoundError: There is no such entity; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        owner = entity or self._entity
        builder = ProjectBuilder(self, self._session, owner)
        call = ops.list_projects(entity=owner, order=order)
        return Projects(
            self._session,
            Listing(call, builder.read, project_key, per_page=per_page, limit=limit, after=after),
        )


def project_key(project: Project) -> str:
    """Return what makes a project itself, wherever it is listed."""
    return project.id
