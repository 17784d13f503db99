# Generated from queries/files.graphql by `make generate`. Do not edit.

"""Calls of queries/files.graphql."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..calls import UNSET, Call, Operation, PagedCall, Unset
from ..documents import _shared as _shared
from ..documents import files as _files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..create_run_files import CreateRunFiles
    from ..delete_files import DeleteFiles
    from ..fragments.files import RunFilesPageFilesEdgesNode
    from ..get_run_folders import GetRunFolders
    from ..list_run_files import ListRunFiles
    from ..mark_run_files_uploaded import MarkRunFilesUploaded

__all__ = [
    "CREATE_RUN_FILES",
    "DELETE_FILES",
    "GET_RUN_FOLDERS",
    "LIST_RUN_FILES",
    "MARK_RUN_FILES_UPLOADED",
    "create_run_files",
    "delete_files",
    "get_run_folders",
    "list_run_files",
    "mark_run_files_uploaded",
]

LIST_RUN_FILES: Final[Operation[ListRunFiles]] = Operation(
    name="ListRunFiles",
    kind="query",
    model=".list_run_files:ListRunFiles",
    document=Operation.join(
        _files.LIST_RUN_FILES, _files.FileFields, _shared.PageInfoFields, _files.RunFilesPage
    ),
    arguments={
        "entity": "entity",
        "project": "project",
        "run": "run",
        "names": "names",
        "pattern": "pattern",
        "content_types": "contentTypes",
        "first": "first",
        "after": "after",
    },
)


def list_run_files(
    *,
    entity: str | None | Unset = UNSET,
    project: str,
    run: str,
    names: Sequence[str | None] | None | Unset = UNSET,
    pattern: str | None | Unset = UNSET,
    content_types: Sequence[str] | None | Unset = UNSET,
    first: int | None | Unset = UNSET,
    after: str | None | Unset = UNSET,
) -> PagedCall[ListRunFiles, RunFilesPageFilesEdgesNode]:
    """List files of a run: all, or by exact names, by an SQL LIKE pattern or by media types.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.
        names: `[String]`.
        pattern: `String`.
        content_types: `[String!]`.
        first: `Int`.
        after: `String`.

    Source: query ListRunFiles in queries/files.graphql.
    """
    return PagedCall(
        LIST_RUN_FILES,
        {
            "entity": entity,
            "project": project,
            "run": run,
            "names": names,
            "pattern": pattern,
            "contentTypes": content_types,
            "first": first,
            "after": after,
        },
    )


GET_RUN_FOLDERS: Final[Operation[GetRunFolders]] = Operation(
    name="GetRunFolders",
    kind="query",
    model=".get_run_folders:GetRunFolders",
    document=Operation.join(_files.GET_RUN_FOLDERS, _files.FolderMetadataFields, _files.RunFolders),
    arguments={"entity": "entity", "project": "project", "run": "run"},
)


def get_run_folders(
    *, entity: str | None | Unset = UNSET, project: str, run: str
) -> Call[GetRunFolders]:
    """List the folders of a run's files, with the number of files and bytes in each.

    Args:
        entity: `String`.
        project: `String!`.
        run: `String!`.

    Source: query GetRunFolders in queries/files.graphql.
    """
    return Call(GET_RUN_FOLDERS, {"entity": entity, "project": project, "run": run})


CREATE_RUN_FILES: Final[Operation[CreateRunFiles]] = Operation(
    name="CreateRunFiles",
    kind="mutation",
    model=".create_run_files:CreateRunFiles",
    document=Operation.join(_files.CREATE_RUN_FILES),
    arguments={"entity": "entity", "project": "project", "run": "run", "files": "files"},
)


def create_run_files(
    *, entity: str, project: str, run: str, files: Sequence[str]
) -> Call[CreateRunFiles]:
    """Request upload URLs for files of a run; existing files of the same names are overwritten.

    Args:
        entity: `String!`.
        project: `String!`.
        run: `String!`.
        files: `[String!]!`.

    Source: mutation CreateRunFiles in queries/files.graphql.
    """
    return Call(
        CREATE_RUN_FILES, {"entity": entity, "project": project, "run": run, "files": files}
    )


MARK_RUN_FILES_UPLOADED: Final[Operation[MarkRunFilesUploaded]] = Operation(
    name="MarkRunFilesUploaded",
    kind="mutation",
    model=".mark_run_files_uploaded:MarkRunFilesUploaded",
    document=Operation.join(_files.MARK_RUN_FILES_UPLOADED),
    arguments={"entity": "entity", "project": "project", "run": "run", "files": "files"},
)


def mark_run_files_uploaded(
    *, entity: str, project: str, run: str, files: Sequence[str]
) -> Call[MarkRunFilesUploaded]:
    """Notify the server that files have arrived in its storage, if it does not detect them itself.

    Args:
        entity: `String!`.
        project: `String!`.
        run: `String!`.
        files: `[String!]!`.

    Source: mutation MarkRunFilesUploaded in queries/files.graphql.
    """
    return Call(
        MARK_RUN_FILES_UPLOADED, {"entity": entity, "project": project, "run": run, "files": files}
    )


DELETE_FILES: Final[Operation[DeleteFiles]] = Operation(
    name="DeleteFiles",
    kind="mutation",
    model=".delete_files:DeleteFiles",
    document=Operation.join(_files.DELETE_FILES),
    arguments={"files": "files"},
)


def delete_files(*, files: Sequence[str]) -> Call[DeleteFiles]:
    """Delete files by id.

    Args:
        files: `[ID!]!`.

    Source: mutation DeleteFiles in queries/files.graphql.
    """
    return Call(DELETE_FILES, {"files": files})
