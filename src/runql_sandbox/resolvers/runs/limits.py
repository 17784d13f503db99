"""Limits of a run, checked when it is created or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from runql_sandbox.request.errors import Refusal, conflict, invalid
from runql_sandbox.store.accounts.management import entity_named
from runql_sandbox.store.runs.tables import DeletedRun

if TYPE_CHECKING:
    from runql_sandbox.request.context import Context
    from runql_sandbox.store.projects import Project

__all__ = ["CONFIG_MEGABYTES", "JOB_TYPE_CHARACTERS", "check_fields", "check_name", "check_owner"]

JOB_TYPE_CHARACTERS: Final = 64
CONFIG_MEGABYTES: Final = 15


def check_fields(given: dict[str, Any]) -> None:
    """Reject values that are too long.

    Raises:
        Refusal: If the job type or the config exceeds its limit.
    """
    if len(given.get("jobType") or "") > JOB_TYPE_CHARACTERS:
        message = f"invalid parameters: {JOB_TYPE_CHARACTERS} limit exceeded for JobType"
        raise invalid(message, located=False)
    if len((given.get("config") or "").encode()) > CONFIG_MEGABYTES * 2**20:
        raise invalid(f"run config cannot exceed {CONFIG_MEGABYTES} MB")


def check_owner(context: Context, name: str | None) -> None:
    """Reject entities that cannot have runs.

    Raises:
        Refusal: If the entity does not exist or belongs to an organization.
    """
    owner = entity_named(context.session, name or context.user.entity_name)
    if owner is None:
        raise Refusal(f"entity {name} not found during upsertBucket", 404)
    if owner.kind == "organization":
        raise invalid(
            "you may not log runs directly to your organization, please try using your team entity"
        )


def check_name(context: Context, project: Project, name: str) -> None:
    """Reject the name of a deleted run.

    Raises:
        Refusal: If the project had a run with the name.
    """
    wanted = select(DeletedRun.id).where(
        DeletedRun.project_id == project.id, DeletedRun.name == name
    )
    if context.session.scalars(wanted).first() is not None:
        raise conflict(
            f"run {project.entity}/{project.name}/{name} was previously created and deleted; "
            "try a new run name"
        )
