"""Folders of run files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._models.runs.lookup import found_run

if TYPE_CHECKING:
    from runql_graphql.get_run_folders import GetRunFolders

    from runql._paths.runs import RunPath

__all__ = ["FileFolder", "found_folders"]


@dataclass(frozen=True, slots=True)
class FileFolder:
    """A folder of run files.

    Attributes:
        name: Name, as the server returns it.
        files: Number of files in the folder.
        size: Total size of these files in bytes.
    """

    name: str
    files: int
    size: int


def found_folders(response: GetRunFolders, path: RunPath) -> list[FileFolder]:
    """Return the folders of a response.

    Raises:
        NotFoundError: If the run was deleted.
    """
    found = found_run(response, path, "GetRunFolders").folders
    listed = [] if found is None else found.folder_list
    return [FileFolder(each.name, each.number_of_files, each.size) for each in listed if each]
