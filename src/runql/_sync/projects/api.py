# Generated from src/runql/_async/projects/api.py by `make generate`. Do not edit.

"""Project methods of `Api`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql_graphql.ops import projects as ops

from runql._paging.pages import Listing, Page, PageWindow
from runql._paths.projects import ProjectPath, parse_project_path
from runql._sync._client.api_base import ApiBase

if TYPE_CHECKING:
    from runql_graphql.list_project_storage import ListProjectStorage

    from runql._models.projects.storage import ProjectStorage
    from runql._paging.order import Order
    from runql._sync.projects.listing import Projects, ProjectStorages
    from runql._sync.projects.resource import Project

__all__ = ["ProjectsApi"]


class ProjectsApi(ApiBase):
    """`Api` methods for projects."""

    def project(self, name: str | ProjectPath, entity: str | None = None) -> Project:
        """Fetch one project.

        Args:
            name: `project`, `entity/project`, or the project's URL.
            entity: Entity, if the name has none.

        Raises:
            PathError: If the name is not a valid project path; nothing was sent.
            NotFoundError: If the project does not exist, or the API key has no access to it.

        Requests: One.

        Examples:
            >>> project = api.project("sandbox/mnist")
            >>> project.runs().total()
            24
        """
        from runql._models.projects.base import found_project
        from runql._sync.projects.listing import ProjectBuilder

        parsed = parse_project_path(name, entity=entity or self._entity, project=self._project)
        response = self._session.send(ops.get_project(entity=parsed.entity, project=parsed.project))
        builder = ProjectBuilder(self._session, parsed.entity)
        return builder.build(found_project(response, parsed))

    def create_project(
        self,
        name: str | ProjectPath,
        entity: str | None = None,
        *,
        visibility: str | None = None,
        description: str | None = None,
    ) -> Project:
        """Create a project, or update the passed attributes of an existing project.

        Args:
            name: `project` or `entity/project`.
            entity: Entity, if the name has none.
            visibility: `team`, `public`, `open`, `restricted` or `private`; None for the server's
                default.
            description: Description on the project's page.

        Returns:
            The project; `created` is True if this call created it.

        Raises:
            UsageError: If the name or the visibility is invalid; nothing was sent.
            PermissionDeniedError: If the viewer has no write access to the entity.

        Requests: One.

        Examples:
            >>> api.create_project("scratch", "sandbox")
            <Project sandbox/scratch>
        """
        from runql._models.projects.changes import project_input, upserted_project
        from runql._sync.projects.listing import ProjectBuilder

        parsed = parse_project_path(name, entity=entity or self._entity, project=self._project)
        new = project_input(parsed, visibility=visibility, description=description)
        response = self._session.send(ops.upsert_project(input=new), idempotent=True)
        found, created = upserted_project(response, parsed)
        return ProjectBuilder(self._session, parsed.entity).build(found, created)

    def projects(
        self,
        entity: str | None = None,
        *,
        pattern: str | None = None,
        order: str | Order | None = None,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> Projects:
        """List the projects of an entity.

        Args:
            entity: User or team; None means the settings' entity, or else the viewer's default.
            pattern: Pattern of the names: `%` matches any characters, `_` one character.
            order: `+` or `-` and `created_at` or `name`; None for the server's order.
            per_page: Projects per request; None starts with 200 and grows.
            limit: Maximum number of projects; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Raises:
            OrderError: If the order names an unknown column.
            NotFoundError: If the entity does not exist; raised by the first page.

        Requests: None until iterated; then one per page.

        Examples:
            >>> [project.name for project in api.projects("sandbox")]
            ['vision', 'mnist']
        """
        from runql._models.projects.base import project_order_to_wire
        from runql._sync.projects.listing import ProjectBuilder, Projects, project_key

        owner = entity or self._entity
        builder = ProjectBuilder(self._session, owner)
        wire = project_order_to_wire(order) if order is not None else None
        call = ops.list_projects(entity=owner, pattern=pattern, order=wire)
        return Projects(
            self._session,
            Listing(
                call, builder.read, project_key, PageWindow(per_page, limit, after), first_page=200
            ),
        )

    def storage(
        self,
        entity: str | None = None,
        *,
        per_page: int | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> ProjectStorages:
        """List the storage of an entity's projects in bytes, in total and per artifact type.

        Servers have this since December 2022 or before, and the types since January 2024. W&B does not document the age
        of the counts.

        Args:
            entity: User or team; None means the settings' entity.
            per_page: Projects per request; None starts with 50 and grows.
            limit: Maximum number of projects; None for all.
            after: The `cursor` of an earlier list, to continue after it.

        Returns:
            A lazy list in the server's order.

        Raises:
            UsageError: If no entity was given, and the settings have no default entity.
            NotFoundError: If the entity does not exist; raised by the first page.
            PermissionDeniedError: If the viewer has no permission to read the entity's usage; raised
                by the first page.
            UnsupportedError: If the server has no `Entity.storageTree`; raised by the first page.

        Requests: None until iterated; then one per page.
        """
        from runql._models.projects.storage import storage_page
        from runql._sync.projects.listing import ProjectStorages, storage_key

        owner = self._named_entity(entity)

        def read(response: ListProjectStorage) -> Page[ProjectStorage]:
            """Return a page of projects from a response."""
            return storage_page(response, owner)

        call = ops.list_project_storage(entity=owner)
        listing = Listing(call, read, storage_key, PageWindow(per_page, limit, after))
        return ProjectStorages(self._session, listing)
