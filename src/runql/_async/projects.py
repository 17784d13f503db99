"""Projects: one, all of an entity, and their runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql_graphql.ops import projects as ops

from runql._async._lister import AsyncLister
from runql._async.base import AsyncApiBase
from runql._async.collections import AsyncCollectionsApi
from runql._async.runs import AsyncRuns, AsyncRunsApi
from runql._models.project import ProjectBase, found_project, listed_projects
from runql._pages import Listing, Page
from runql._paths import ProjectPath, app_url, parse_project_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments import ProjectFields
    from runql_graphql.list_projects import ListProjects

    from runql._async.collections import AsyncArtifactCollections
    from runql._async.run_summary import ConfigT, SummaryT
    from runql._async.session import AsyncSession
    from runql._order import Order
    from runql.filters import Filter

__all__ = ["AsyncProject", "AsyncProjects", "AsyncProjectsApi"]


class AsyncProject(ProjectBase):
    """A project: attributes as of the server's answer, and its runs."""

    def __init__(self, api: AsyncProjectsApi, snapshot: ProjectFields, app_url: str) -> None:
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
    ) -> AsyncRuns[ConfigT, SummaryT]:
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
    ) -> AsyncArtifactCollections:
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


class AsyncProjects(AsyncLister[AsyncProject]):
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

    api: AsyncProjectsApi
    session: AsyncSession
    entity: str | None

    def build(self, snapshot: ProjectFields) -> AsyncProject:
        """Make one project."""
        settings = self.session.settings
        return AsyncProject(self.api, snapshot, app_url(settings.base_url, settings.app_url))

    def read(self, answer: ListProjects) -> Page[AsyncProject]:
        """Take a page of projects out of an answer."""
        snapshots, cursor = listed_projects(answer, self.entity)
        return Page(tuple(self.build(each) for each in snapshots), cursor)


class AsyncProjectsApi(AsyncRunsApi, AsyncCollectionsApi, AsyncApiBase):
    """Projects, from the front door."""

    async def project(self, path: str | ProjectPath, entity: str | None = None) -> AsyncProject:
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
        answer = await self._session.send(
            ops.get_project(entity=place.entity, project=place.project)
        )
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
    ) -> AsyncProjects:
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
        return AsyncProjects(
            self._session,
            Listing(call, builder.read, project_key, per_page=per_page, limit=limit, after=after),
        )


def project_key(project: AsyncProject) -> str:
    """Return what makes a project itself, wherever it is listed."""
    return project.id
