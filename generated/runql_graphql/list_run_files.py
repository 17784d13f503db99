# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.files import RunFilesPage


class ListRunFiles(BaseModel):
    """List files of a run: all, or by exact names, by an SQL LIKE pattern or by media types."""

    project: Optional["ListRunFilesProject"]


class ListRunFilesProject(BaseModel):
    run: Optional["ListRunFilesProjectRun"]


ListRunFilesProjectRun = RunFilesPage
