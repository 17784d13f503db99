# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.files import RunFilesPage


class ListRunFiles(BaseModel):
    """Files of a run, by exact names or by an SQL LIKE pattern; neither means all."""

    project: Optional["ListRunFilesProject"]


class ListRunFilesProject(BaseModel):
    run: Optional["ListRunFilesProjectRun"]


ListRunFilesProjectRun = RunFilesPage
