# Generated from queries/projects.graphql by `make generate`. Do not edit.

"""Calls of queries/projects.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, PagedCall, Unset
from ..documents import _shared as _shared
from ..documents import projects as _projects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..delete_project import DeleteProject
    from ..get_key_values import GetKeyValues
    from ..get_project import GetProject
    from ..get_tag_counts import GetTagCounts
    from ..inputs import UpsertModelInput
    from ..list_project_fields import ListProjectFields, ListProjectFieldsProjectFieldsEdgesNode
    from ..list_projects import ListProjects, ListProjectsProjectsEdgesNode
    from ..update_project_name import UpdateProjectName
    from ..upsert_project import UpsertProject

__all__ = [
    "DELETE_PROJECT",
    "GET_KEY_VALUES",
    "GET_PROJECT",
    "GET_TAG_COUNTS",
    "LIST_PROJECTS",
    "LIST_PROJECT_FIELDS",
    "UPDATE_PROJECT_NAME",
    "UPSERT_PROJECT",
    "delete_project",
    "get_key_values",
    "get_project",
    "get_tag_counts",
    "list_project_fields",
    "list_projects",
    "update_project_name",
    "upsert_project",
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
    arguments={
        "entity": "entity",
        "pattern": "pattern",
        "order": "order",
        "first": "first",
        "after": "after",
    },
)


def list_projects(
    *,
    entity: str | None | Unset = UNSET,
    pattern: str | None | Unset = UNSET,
    order: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListProjects, ListProjectsProjectsEdgesNode]:
    """The projects of an entity, newest first unless `order` says otherwise; `pattern` is an SQL LIKE
    pattern.

    Args:
        entity: `String`.
        pattern: `String`.
        order: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListProjects in queries/projects.graphql.
    """
    return PagedCall(
        LIST_PROJECTS,
        {"entity": entity, "pattern": pattern, "order": order, "first": first, "after": after},
    )


UPSERT_PROJECT: Final[Operation[UpsertProject]] = Operation(
    name="UpsertProject",
    kind="mutation",
    model=".upsert_project:UpsertProject",
    document=Operation.join(
        _projects.UPSERT_PROJECT, _projects.ProjectFields, _projects.RunTagFields
    ),
    arguments={"input": "input"},
)


def upsert_project(*, input: UpsertModelInput) -> Call[UpsertProject]:
    """Create a project, or change the fields given of one that exists.

    Args:
        input: `UpsertModelInput!`.

    Source: mutation UpsertProject in queries/projects.graphql.
    """
    return Call(UPSERT_PROJECT, {"input": input})


UPDATE_PROJECT_NAME: Final[Operation[UpdateProjectName]] = Operation(
    name="UpdateProjectName",
    kind="mutation",
    model=".update_project_name:UpdateProjectName",
    document=Operation.join(
        _projects.UPDATE_PROJECT_NAME, _projects.ProjectFields, _projects.RunTagFields
    ),
    arguments={"entity": "entity", "project": "project", "name": "name"},
)


def update_project_name(*, entity: str, project: str, name: str) -> Call[UpdateProjectName]:
    """Rename a project.

    Args:
        entity: `String!`.
        project: `String!`.
        name: `String!`.

    Source: mutation UpdateProjectName in queries/projects.graphql.
    """
    return Call(UPDATE_PROJECT_NAME, {"entity": entity, "project": project, "name": name})


DELETE_PROJECT: Final[Operation[DeleteProject]] = Operation(
    name="DeleteProject",
    kind="mutation",
    model=".delete_project:DeleteProject",
    document=Operation.join(_projects.DELETE_PROJECT),
    arguments={"id": "id"},
)


def delete_project(*, id: str) -> Call[DeleteProject]:
    """Delete a project with everything in it.

    Args:
        id: `String!`.

    Source: mutation DeleteProject in queries/projects.graphql.
    """
    return Call(DELETE_PROJECT, {"id": id})


LIST_PROJECT_FIELDS: Final[Operation[ListProjectFields]] = Operation(
    name="ListProjectFields",
    kind="query",
    model=".list_project_fields:ListProjectFields",
    document=Operation.join(
        _projects.LIST_PROJECT_FIELDS, _shared.PageInfoFields, _projects.ProjectFieldFields
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "columns": "columns",
        "pattern": "pattern",
        "first": "first",
        "after": "after",
    },
)


def list_project_fields(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    columns: Sequence[str] | None | Unset = UNSET,
    pattern: str | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListProjectFields, ListProjectFieldsProjectFieldsEdgesNode]:
    """The keys of the runs' documents by path, with the type of their values.

    Args:
        entity: `String`.
        project: `String!`.
        columns: `[String!]`.
        pattern: `String`.
        first: `Int`.
        after: `String`.

    Source: query ListProjectFields in queries/projects.graphql.
    """
    return PagedCall(
        LIST_PROJECT_FIELDS,
        {
            "entity": entity,
            "project": project,
            "columns": columns,
            "pattern": pattern,
            "first": first,
            "after": after,
        },
    )


GET_KEY_VALUES: Final[Operation[GetKeyValues]] = Operation(
    name="GetKeyValues",
    kind="query",
    model=".get_key_values:GetKeyValues",
    document=Operation.join(_projects.GET_KEY_VALUES, _projects.KeySuggestionFields),
    arguments={
        "entity": "entity",
        "project": "project",
        "key_path": "keyPath",
        "filters": "filters",
    },
)


def get_key_values(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    key_path: str,
    filters: str | None | Unset = UNSET,
) -> Call[GetKeyValues]:
    """The values of a key in the runs that match a filter, with how many runs have each.

    Args:
        entity: `String`.
        project: `String!`.
        key_path: `String!`.
        filters: `JSONString`.

    Source: query GetKeyValues in queries/projects.graphql.
    """
    return Call(
        GET_KEY_VALUES,
        {"entity": entity, "project": project, "keyPath": key_path, "filters": filters},
    )


GET_TAG_COUNTS: Final[Operation[GetTagCounts]] = Operation(
    name="GetTagCounts",
    kind="query",
    model=".get_tag_counts:GetTagCounts",
    document=Operation.join(_projects.GET_TAG_COUNTS, _projects.TagCountFields),
    arguments={"entity": "entity", "project": "project", "filters": "filters"},
)


def get_tag_counts(
    *, entity: str | None | Unset = UNSET, project: str, filters: str | None | Unset = UNSET
) -> Call[GetTagCounts]:
    """The tags of the runs that match a filter, with how many runs have each.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.

    Source: query GetTagCounts in queries/projects.graphql.
    """
    return Call(GET_TAG_COUNTS, {"entity": entity, "project": project, "filters": filters})
