# Generated from queries/files.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class CreateRunFiles(BaseModel):
    """Places to upload files of a run to; the same names again are written over."""

    create_run_files: Optional["CreateRunFilesCreateRunFiles"]


class CreateRunFilesCreateRunFiles(BaseModel):
    upload_headers: list[str]
    files: list["CreateRunFilesCreateRunFilesFiles"]


class CreateRunFilesCreateRunFilesFiles(BaseModel):
    name: str
    upload_url: Optional[str]
