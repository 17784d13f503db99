# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class MarkRunFilesUploaded(BaseModel):
    """Tell a server that files have arrived in its storage, where it does not notice by itself."""

    mark_run_files_uploaded: Optional["MarkRunFilesUploadedMarkRunFilesUploaded"]


class MarkRunFilesUploadedMarkRunFilesUploaded(BaseModel):
    success: bool
