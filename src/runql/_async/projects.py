"""Projects: one, all of an entity, and their runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql_graphql.ops import projects as ops

from runql._async._lister import AsyncLister
from runql._async.base import AsyncApiBase
from runql._async.project_contents import AsyncProjectContents
from runql._async.runs import AsyncRuns, AsyncRunsApi
from runql._models.project import ProjectBase, found_project, listed_projects, project_order_to_wire
from runql._models.project_changes import (
    checked_name,
    project_input,
    renamed_project,
    upserted_project,
)
from runql._models.project_keys import (
    KeyKind,
    KeyValue,
    ProjectKey,
    count_keys,
    found_tag_counts,
    found_values,
    key_path,
    listed_fields,
    server_keys,
)
from runql._pages import Listing, Page
from runql._paths import ProjectPath, app_url, parse_project_path
from runql.errors import UnsupportedError
from runql.filters import filters_to_wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from runql_graphql.fragments.projects import ProjectFieldFields, ProjectFields
    from runql_graphql.list_projects import ListProjects

    from runql._async.run_summary import ConfigT, SummaryT
    from runql._async.session import AsyncSession
    from runql._order import Order
    from runql.filters import Filter

__all__ = ["AsyncProject", "AsyncProjects", "AsyncProjectsApi"]


_KINDS: tuple[KeyKind, ...] = ("config", "summary", "history")
_FIELD_PAGE = 1000
_RUN_PAGE = 200


class AsyncProject(AsyncProjectContents, ProjectBase):
    """A project: attributes as of the server's answer, what it holds, and its verbs."""

    def __init__(
        self,
        session: AsyncSession,
        snapshot: ProjectFields,
        app_url: str,
        created: bool | None = None,
    ) -> None:
        super().__init__(snapshot, app_url, created)
        self._session = session

    def runs(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        order: str | Order | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
        fields: Iterable[str] | None = None,
        config: type[ConfigT] | None = None,
        summary: type[SummaryT] | None = None,
    ) -> AsyncRuns[ConfigT, SummaryT]:
        """List the project's runs; everything is as in `api.runs`.

        Requests: None until iterated; then one per page.
        """
        door = AsyncRunsApi()
        door._session = self._session
        return door.runs(
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

    async def keys(
        self,
        filters: Filter | Mapping[str, object] | str | None = None,
        *,
        kinds: Iterable[KeyKind] = _KINDS,
        scan: bool | None = None,
    ) -> list[ProjectKey]:
        """Discover the keys of the runs' configs, summaries and histories.

        The server lists them with their types. Counts and distinct values take a look at every run,
        which `scan=True` asks for, and which filters need; `values()` has those of one key from
        the server. Keys of the SDK's own are left out.

        Args:
            filters: Which runs count; as in `api.runs`.
            kinds: `config`, `summary`, `history`.
            scan: Whether to read the runs. None does so only where there is no other way: with
                filters, and where the server does not list keys.

        Requests: One per 1000 keys; when runs are read, one per 200 of them.
        """
        wanted = frozenset(kinds)
        if not scan and filters is None:
            try:
                return [each for each in await self._server_keys() if each.kind in wanted]
            except UnsupportedError:
                if scan is False:
                    raise
        parts = {"config": "config", "summary": "summary", "history": "history_keys"}
        fields = [part for kind, part in parts.items() if kind in wanted]
        runs = await self.runs(filters, per_page=_RUN_PAGE, fields=fields).all()
        return count_keys(runs, wanted)

    async def values(
        self,
        key: str | ProjectKey,
        filters: Filter | Mapping[str, object] | str | None = None,
    ) -> list[KeyValue]:
        """Return the distinct values of a key, with how many runs have each, most frequent first.

        Args:
            key: `config.lr`, `summary.accuracy`, or a key that `keys()` gave.
            filters: Which runs count; as in `api.runs`.

        Raises:
            UsageError: The key is neither of the config nor of the summary.
            UnsupportedError: The server does not count values; `keys(scan=True)` does.

        Requests: One.
        """
        call = ops.get_key_values(
            entity=self.entity,
            project=self.name,
            key_path=key_path(key),
            filters=filters_to_wire(filters),
        )
        return found_values(await self._session.send(call), self.path)

    async def tag_counts(
        self, filters: Filter | Mapping[str, object] | str | None = None
    ) -> dict[str, int]:
        """Return the tags of the runs that match a filter, with how many runs have each.

        Requests: One.
        """
        call = ops.get_tag_counts(
            entity=self.entity, project=self.name, filters=filters_to_wire(filters)
        )
        return found_tag_counts(await self._session.send(call), self.path)

    async def update(
        self, *, description: str | None = None, visibility: str | None = None
    ) -> None:
        """Set the description or who may see the project; what is None is left alone.

        Raises:
            UsageError: The visibility is unknown; nothing was sent.
            PermissionDeniedError: The viewer may not write to the project.

        Requests: One.
        """
        change = project_input(self.path, visibility=visibility, description=description)
        answer = await self._session.send(ops.upsert_project(input=change), idempotent=True)
        self._snapshot, _ = upserted_project(answer, self.path)

    async def rename(self, name: str) -> None:
        """Give the project another name; addresses with the old one end.

        Raises:
            UsageError: No project can be called so; nothing was sent.
            ConflictError: The entity has a project of that name.

        Requests: One.
        """
        call = ops.update_project_name(
            entity=self.entity, project=self.name, name=checked_name(name)
        )
        self._snapshot = renamed_project(await self._session.send(call), self.path)

    async def delete(self) -> None:
        """Delete the project with every run, sweep and artifact in it.

        Raises:
            NotFoundError: The project has been deleted before.
            PermissionDeniedError: The viewer may not delete it.

        Requests: One.
        """
        await self._session.send(ops.delete_project(id=self.id))

    async def _server_keys(self) -> list[ProjectKey]:
        found: list[ProjectFieldFields] = []
        after: str | None = None
        while True:
            call = ops.list_project_fields(
                entity=self.entity, project=self.name, first=_FIELD_PAGE, after=after
            )
            page, after = listed_fields(await self._session.send(call), self.path)
            found += page
            if after is None:
                return server_keys(found)


class AsyncProjects(AsyncLister[AsyncProject]):
    """Projects of an entity: a lazy list. The server does not count them, so `len` reads them all.

    Requests: One per page as far as the projects asked for reach.
    """


@dataclass(frozen=True, slots=True)
class ProjectBuilder:
    """Makes projects of answers.

    Attributes:
        session: What requests go through.
        entity: The entity asked for.
    """

    session: AsyncSession
    entity: str | None

    def build(self, snapshot: ProjectFields, created: bool | None = None) -> AsyncProject:
        """Make one project."""
        settings = self.session.settings
        app = app_url(settings.base_url, settings.app_url)
        return AsyncProject(self.session, snapshot, app, created)

    def read(self, answer: ListProjects) -> Page[AsyncProject]:
        """Take a page of projects out of an answer."""
        snapshots, cursor = listed_projects(answer, self.entity)
        return Page(tuple(self.build(each) for each in snapshots), cursor)


class AsyncProjectsApi(AsyncRunsApi, AsyncApiBase):
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
        builder = ProjectBuilder(self._session, place.entity)
        return builder.build(found_project(answer, place))

    async def create_project(
        self,
        path: str | ProjectPath,
        entity: str | None = None,
        *,
        visibility: str | None = None,
        description: str | None = None,
    ) -> AsyncProject:
        """Make a project, or set what is given of one that exists.

        Args:
            path: `entity/project` or `project`.
            entity: Entity of a path that names none.
            visibility: `team`, `public`, `open`, `restricted` or `private`; the server's choice
                when left out.
            description: Text on the project's page.

        Returns:
            The project; its `created` tells whether it was made by this call.

        Raises:
            UsageError: The name or the visibility is none that a server takes; nothing was sent.
            PermissionDeniedError: The viewer may not write to the entity.

        Requests: One.
        """
        place = parse_project_path(path, entity=entity or self._entity, project=self._project)
        new = project_input(place, visibility=visibility, description=description)
        answer = await self._session.send(ops.upsert_project(input=new), idempotent=True)
        found, created = upserted_project(answer, place)
        return ProjectBuilder(self._session, place.entity).build(found, created)

    def projects(
        self,
        entity: str | None = None,
        *,
        pattern: str | None = None,
        order: str | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> AsyncProjects:
        """List the projects of an entity.

        Args:
            entity: User or team; None takes the settings' entity, else the viewer's default.
            pattern: What names look like: `%` stands for anything, `_` for one character.
            order: `+` or `-` and `created_at` or `name`; the server's choice when left out.
            per_page: Projects to ask for at once; None begins with 200, and asks for more each time.
            limit: Projects after which the list ends; None for all.
            after: The `cursor` of an earlier list, to go on behind it.

        Raises:
            OrderError: The order names an unknown column.
            NotFoundError: There is no such entity; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        owner = entity or self._entity
        builder = ProjectBuilder(self._session, owner)
        wire = project_order_to_wire(order) if order is not None else None
        call = ops.list_projects(entity=owner, pattern=pattern, order=wire)
        return AsyncProjects(
            self._session,
            Listing(
                call,
                builder.read,
                project_key,
                per_page=per_page,
                first_page=200,
                limit=limit,
                after=after,
            ),
        )


def project_key(project: AsyncProject) -> str:
    """Return what makes a project itself, wherever it is listed."""
    return project.id
