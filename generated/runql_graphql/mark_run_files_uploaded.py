# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class MarkRunFilesUploaded(BaseModel):
    """Notify the server that files have arrived in its storage, if it does not detect them itself."""

    mark_run_files_uploaded: Optional["MarkRunFilesUploadedMarkRunFilesUploaded"]


class MarkRunFilesUploadedMarkRunFilesUploaded(BaseModel):
    success: bool
