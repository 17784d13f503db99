# Generated from queries/projects.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.projects import ProjectFields


class UpsertProject(BaseModel):
    """Create a project, or change the given fields of an existing one."""

    upsert_model: Optional["UpsertProjectUpsertModel"]


class UpsertProjectUpsertModel(BaseModel):
    inserted: Optional[bool]
    project: Optional["UpsertProjectUpsertModelProject"]


UpsertProjectUpsertModelProject = ProjectFields
