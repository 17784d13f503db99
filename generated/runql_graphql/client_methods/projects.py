# Generated from queries/projects.graphql by `make generate`. Do not edit.

"""Methods that send the calls of queries/projects.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import UNSET, Sender, Unset
from ..ops import projects as _ops

if TYPE_CHECKING:
    from ..get_project import GetProject
    from ..list_projects import ListProjects

__all__ = ["ProjectsMethods"]


class ProjectsMethods:
    """Operations of queries/projects.graphql."""

    _sender: Sender

    def get_project(self, *, entity: str | None | Unset = UNSET, project: str) -> GetProject:
        """One project by name; an entity left out means the viewer's default entity.

        Args:
            entity: `String`.
            project: `String!`.

        Source: query GetProject in queries/projects.graphql.
        """
        return self._sender.send(_ops.get_project(entity=entity, project=project))

    def list_projects(
        self,
        *,
        entity: str | None | Unset = UNSET,
        order: str | None | Unset = UNSET,
        first: int | None | Unset = UNSET,
        after: str | None | Unset = UNSET,
    ) -> ListProjects:
        """The projects of an entity, newest first unless `order` says otherwise.

        Args:
            entity: `String`.
            order: `String`.
            first: `Int`.
            after: `String`.

        Source: query ListProjects in queries/projects.graphql.
        """
        return self._sender.send(
            _ops.list_projects(entity=entity, order=order, first=first, after=after)
        )
