# Generated from queries/registries.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.registries import ProjectRegistry


class UpdateRegistryName(BaseModel):
    """Give a registry another name."""

    rename_project: Optional["UpdateRegistryNameRenameProject"]


class UpdateRegistryNameRenameProject(BaseModel):
    project: Optional["UpdateRegistryNameRenameProjectProject"]


UpdateRegistryNameRenameProjectProject = ProjectRegistry
