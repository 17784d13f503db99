# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.files import RunFolders


class GetRunFolders(BaseModel):
    """List the folders of a run's files, with the number of files and bytes in each."""

    project: Optional["GetRunFoldersProject"]


class GetRunFoldersProject(BaseModel):
    run: Optional["GetRunFoldersProjectRun"]


GetRunFoldersProjectRun = RunFolders
