# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class CreateRunFiles(BaseModel):
    """Request upload URLs for files of a run; existing files of the same names are overwritten."""

    create_run_files: Optional["CreateRunFilesCreateRunFiles"]


class CreateRunFilesCreateRunFiles(BaseModel):
    upload_headers: list[str]
    files: list["CreateRunFilesCreateRunFilesFiles"]


class CreateRunFilesCreateRunFilesFiles(BaseModel):
    name: str
    upload_url: Optional[str]
