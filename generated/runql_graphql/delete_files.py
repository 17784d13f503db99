# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteFiles(BaseModel):
    """Delete files by id."""

    delete_files: Optional["DeleteFilesDeleteFiles"]


class DeleteFilesDeleteFiles(BaseModel):
    success: bool
