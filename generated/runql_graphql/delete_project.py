# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteProject(BaseModel):
    """Delete a project and its contents."""

    delete_model: Optional["DeleteProjectDeleteModel"]


class DeleteProjectDeleteModel(BaseModel):
    success: Optional[bool]
