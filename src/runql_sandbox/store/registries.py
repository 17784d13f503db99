"""The table of registries: attributes in addition to those of their projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from runql_sandbox.store._base import new_registry, now

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from runql_sandbox.store.projects import Project

__all__ = ["PREFIX", "RegistrySettings", "is_registry", "registry_settings"]

PREFIX: Final = "wandb-registry-"
"""Prefix of the project name of a registry."""


class Base(DeclarativeBase):
    """The base class of the tables of this module."""

    registry = new_registry()


class RegistrySettings(Base):
    """The accepted artifact types of a registry, and the time of its last edit."""

    __tablename__ = "registries"

    project_id: Mapped[int] = mapped_column(
        ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True
    )
    allow_all_types: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[str] = mapped_column(default=now)


def is_registry(project: Project) -> bool:
    """Return whether a project is a registry of an organization."""
    return project.name.startswith(PREFIX) and project.owner.kind == "organization"


def registry_settings(session: Session, project: Project) -> RegistrySettings:
    """Return the settings of a registry."""
    found = session.get(RegistrySettings, project.id)
    if found is None:
        found = RegistrySettings(project_id=project.id)
        session.add(found)
        session.flush()
    return found
