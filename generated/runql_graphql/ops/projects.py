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
    from ..list_project_storage import (
        ListProjectStorage,
        ListProjectStorageEntityStorageTreeProjectsEdgesNode,
    )
    from ..list_projects import ListProjects, ListProjectsProjectsEdgesNode
    from ..list_run_tags import ListRunTags, ListRunTagsProjectRunTagsEdgesNode
    from ..update_project_name import UpdateProjectName
    from ..upsert_project import UpsertProject

__all__ = [
    "DELETE_PROJECT",
    "GET_KEY_VALUES",
    "GET_PROJECT",
    "GET_TAG_COUNTS",
    "LIST_PROJECTS",
    "LIST_PROJECT_FIELDS",
    "LIST_PROJECT_STORAGE",
    "LIST_RUN_TAGS",
    "UPDATE_PROJECT_NAME",
    "UPSERT_PROJECT",
    "delete_project",
    "get_key_values",
    "get_project",
    "get_tag_counts",
    "list_project_fields",
    "list_project_storage",
    "list_projects",
    "list_run_tags",
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
    """Get a project by name; without an entity, in the viewer's default entity.

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
    """List the projects of an entity, newest first by default; `pattern` is an SQL LIKE pattern.

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
    """Create a project, or change the given fields of an existing one.

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
    """Delete a project and its contents.

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
    """List the keys of configs, summaries and histories of a project, with the types of their values.

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
    """Count the values of a key in the runs that match a filter.

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
    """Count the tags of the runs that match a filter.

    Args:
        entity: `String`.
        project: `String!`.
        filters: `JSONString`.

    Source: query GetTagCounts in queries/projects.graphql.
    """
    return Call(GET_TAG_COUNTS, {"entity": entity, "project": project, "filters": filters})


LIST_RUN_TAGS: Final[Operation[ListRunTags]] = Operation(
    name="ListRunTags",
    kind="query",
    model=".list_run_tags:ListRunTags",
    document=Operation.join(
        _projects.LIST_RUN_TAGS, _shared.PageInfoFields, _projects.RunTagFields
    ),
    arguments={"entity": "entity", "project": "project", "first": "first", "after": "after"},
)


def list_run_tags(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRunTags, ListRunTagsProjectRunTagsEdgesNode]:
    """List all tags of a project's runs, page by page.

    Args:
        entity: `String`.
        project: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListRunTags in queries/projects.graphql.
    """
    return PagedCall(
        LIST_RUN_TAGS, {"entity": entity, "project": project, "first": first, "after": after}
    )


LIST_PROJECT_STORAGE: Final[Operation[ListProjectStorage]] = Operation(
    name="ListProjectStorage",
    kind="query",
    model=".list_project_storage:ListProjectStorage",
    document=Operation.join(
        _projects.LIST_PROJECT_STORAGE,
        _projects.ArtifactTypeStorageNodeFields,
        _shared.PageInfoFields,
        _projects.ProjectStorageNodeFields,
    ),
    arguments={"entity": "entity", "first": "first", "after": "after"},
)


def list_project_storage(
    *, entity: str, first: int | None | Unset = UNSET, after: str | None | Unset = UNSET
) -> PagedCall[ListProjectStorage, ListProjectStorageEntityStorageTreeProjectsEdgesNode]:
    """Get the storage that each project of an entity uses.

    Args:
        entity: `String!`.
        first: `Int`.
        after: `String`.

    Source: query ListProjectStorage in queries/projects.graphql.
    """
    return PagedCall(LIST_PROJECT_STORAGE, {"entity": entity, "first": first, "after": after})
