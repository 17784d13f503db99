# Generated from queries/projects.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/projects.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, AsyncSender, Unset
from ..ops import projects as _ops

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..delete_project import DeleteProject
    from ..get_key_values import GetKeyValues
    from ..get_project import GetProject
    from ..get_tag_counts import GetTagCounts
    from ..inputs import UpsertModelInput
    from ..list_project_fields import ListProjectFields
    from ..list_project_storage import ListProjectStorage
    from ..list_projects import ListProjects
    from ..list_run_tags import ListRunTags
    from ..update_project_name import UpdateProjectName
    from ..upsert_project import UpsertProject

__all__ = ["AsyncProjectsMethods"]


class AsyncProjectsMethods:
    """Operations of queries/projects.graphql."""

    _sender: AsyncSender

    async def get_project(self, *, entity: str | None | Unset = UNSET, project: str) -> GetProject:
        """Get a project by name; without an entity, in the viewer's default entity.

        Args:
            entity: `String`.
            project: `String!`.

        Source: query GetProject in queries/projects.graphql.
        """
        return await self._sender.send(_ops.get_project(entity=entity, project=project))

    async def list_projects(
        self,
        *,
        entity: str | None | Unset = UNSET,
        pattern: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListProjects:
        """List the projects of an entity, newest first by default; `pattern` is an SQL LIKE pattern.

        Args:
            entity: `String`.
            pattern: `String`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListProjects in queries/projects.graphql.
        """
        return await self._sender.send(
            _ops.list_projects(
                entity=entity, pattern=pattern, order=order, first=first, after=after
            )
        )

    async def upsert_project(self, *, input: UpsertModelInput) -> UpsertProject:
        """Create a project, or change the given fields of an existing one.

        Args:
            input: `UpsertModelInput!`.

        Source: mutation UpsertProject in queries/projects.graphql.
        """
        return await self._sender.send(_ops.upsert_project(input=input))

    async def update_project_name(
        self, *, entity: str, project: str, name: str
    ) -> UpdateProjectName:
        """Rename a project.

        Args:
            entity: `String!`.
            project: `String!`.
            name: `String!`.

        Source: mutation UpdateProjectName in queries/projects.graphql.
        """
        return await self._sender.send(
            _ops.update_project_name(entity=entity, project=project, name=name)
        )

    async def delete_project(self, *, id: str) -> DeleteProject:
        """Delete a project and its contents.

        Args:
            id: `String!`.

        Source: mutation DeleteProject in queries/projects.graphql.
        """
        return await self._sender.send(_ops.delete_project(id=id))

    async def list_project_fields(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        columns: Sequence[str] | None | Unset = UNSET,
        pattern: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListProjectFields:
        """List the keys of configs, summaries and histories of a project, with the types of their
        values.

        Args:
            entity: `String`.
            project: `String!`.
            columns: `[String!]`.
            pattern: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListProjectFields in queries/projects.graphql.
        """
        return await self._sender.send(
            _ops.list_project_fields(
                entity=entity,
                project=project,
                columns=columns,
                pattern=pattern,
                first=first,
                after=after,
            )
        )

    async def get_key_values(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        key_path: str,
        filters: str | None | Unset = UNSET,
    ) -> GetKeyValues:
        """Count the values of a key in the runs that match a filter.

        Args:
            entity: `String`.
            project: `String!`.
            key_path: `String!`.
            filters: `JSONString`.

        Source: query GetKeyValues in queries/projects.graphql.
        """
        return await self._sender.send(
            _ops.get_key_values(entity=entity, project=project, key_path=key_path, filters=filters)
        )

    async def get_tag_counts(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        filters: str | None | Unset = UNSET,
    ) -> GetTagCounts:
        """Count the tags of the runs that match a filter.

        Args:
            entity: `String`.
            project: `String!`.
            filters: `JSONString`.

        Source: query GetTagCounts in queries/projects.graphql.
        """
        return await self._sender.send(
            _ops.get_tag_counts(entity=entity, project=project, filters=filters)
        )

    async def list_run_tags(
        self,
        *,
        entity: str | None | Unset = UNSET,
        project: str,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListRunTags:
        """List all tags of a project's runs, page by page.

        Args:
            entity: `String`.
            project: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListRunTags in queries/projects.graphql.
        """
        return await self._sender.send(
            _ops.list_run_tags(entity=entity, project=project, first=first, after=after)
        )

    async def list_project_storage(
        self, *, entity: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
    ) -> ListProjectStorage:
        """Get the storage that each project of an entity uses.

        Args:
            entity: `String!`.
            first: `Int`.
            after: `String`.

        Source: query ListProjectStorage in queries/projects.graphql.
        """
        return await self._sender.send(
            _ops.list_project_storage(entity=entity, first=first, after=after)
        )
