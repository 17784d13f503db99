# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.projects import ProjectFields


class GetProject(BaseModel):
    """Get a project by name; without an entity, in the viewer's default entity."""

    project: Optional["GetProjectProject"]


GetProjectProject = ProjectFields
