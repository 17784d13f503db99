# Generated from queries/projects.graphql by `make generate`. Do not edit.

"""Calls of queries/projects.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, Unset
from ..documents import _shared as _shared
from ..documents import projects as _projects

if TYPE_CHECKING:
    from ..get_project import GetProject
    from ..list_projects import ListProjects

__all__ = [
    "GET_PROJECT",
    "LIST_PROJECTS",
    "get_project",
    "list_projects",
]

GET_PROJECT: Final[Operation[GetProject]] = Operation(
    name="GetProject",
    kind="query",
    model=".get_project:GetProject",
    document=Operation.join(_projects.GET_PROJECT, _projects.ProjectFields, _projects.RunTagFields),
    arguments={"entity": "entity", "project": "project"},
)


def get_project(*, entity: str | None | Unset = UNSET, project: str) -> Call[GetProject]:
    """One project by name; an entity left out means the viewer's default entity.

    Args:
        entity: `String`.
        project: `String!`.

    Source: query GetProject in queries/projects.graphql.
    """
    return Call(GET_PROJECT, {"entity": entity, "project": project})


LIST_PROJECTS: Final[Operation[ListProjects]] = Operation(
    name="ListProjects",
    kind="query",
    model=".list_projects:ListProjects",
    document=Operation.join(
        _projects.LIST_PROJECTS,
        _shared.PageInfoFields,
        _projects.ProjectFields,
        _projects.RunTagFields,
    ),
    arguments={"entity": "entity", "order": "order", "first": "first", "after": "after"},
)


def list_projects(
    *,
    entity: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> Call[ListProjects]:
    """The projects of an entity, newest first unless `order` says otherwise.

    Args:
        entity: `String`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListProjects in queries/projects.graphql.
    """
    return Call(LIST_PROJECTS, {"entity": entity, "order": order, "first": first, "after": after})
