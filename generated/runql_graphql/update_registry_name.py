# Generated from queries/registries/base.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.registries.base import ProjectRegistry


class UpdateRegistryName(BaseModel):
    """Rename a registry."""

    rename_project: Optional["UpdateRegistryNameRenameProject"]


class UpdateRegistryNameRenameProject(BaseModel):
    project: Optional["UpdateRegistryNameRenameProjectProject"]


UpdateRegistryNameRenameProjectProject = ProjectRegistry
