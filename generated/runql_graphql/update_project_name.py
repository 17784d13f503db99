# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.projects import ProjectFields


class UpdateProjectName(BaseModel):
    """Rename a project."""

    rename_project: Optional["UpdateProjectNameRenameProject"]


class UpdateProjectNameRenameProject(BaseModel):
    project: Optional["UpdateProjectNameRenameProjectProject"]


UpdateProjectNameRenameProjectProject = ProjectFields
