# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments import RunFilesPage


class ListRunFiles(BaseModel):
    """Files of a run by exact names; no names means all."""

    project: Optional["ListRunFilesProject"]


class ListRunFilesProject(BaseModel):
    run: Optional["ListRunFilesProjectRun"]


ListRunFilesProjectRun = RunFilesPage
