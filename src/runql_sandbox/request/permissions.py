"""Permissions: access levels of entities and projects, by role."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from runql_sandbox.store.accounts.tables import (
    Entity,
    Membership,
    OrgMembership,
    ProjectMember,
    User,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from runql_sandbox.store.projects import Project

__all__ = ["PROJECT_ACCESS", "PUBLIC", "Access", "entity_access", "project_access"]


class Access(IntEnum):
    """An access level. Each level includes those below."""

    NONE = 0
    LOOK = 1
    """Read access to projects, without the contents of artifacts."""
    READ = 2
    WRITE = 3
    ADMIN = 4


ROLES: Final = {
    "admin": Access.ADMIN,
    "member": Access.WRITE,
    "viewer": Access.READ,
    "restricted_viewer": Access.LOOK,
}
"""Access level of each role in a team, an organization or a project."""

PUBLIC: Final = {"USER_READ": Access.READ, "USER_WRITE": Access.WRITE}
"""Access level of each visibility for all users with an account."""

PROJECT_ACCESS: Final = frozenset(
    {"ENTITY_READ", "ENTITY_WRITE", "PRIVATE", "RESTRICTED", "USER_READ", "USER_WRITE"}
)
"""Valid visibilities of a project."""


def entity_access(session: Session, user: User, entity: Entity) -> Access:
    """Return the access level of a user in an entity.

    Users have full access to their own entity, and server administrators to all entities. Administrators
    of an organization administer its teams.
    """
    if user.admin or (entity.kind == "user" and entity.name == user.username):
        return Access.ADMIN
    found = Access.NONE
    if entity.kind == "team":
        found = max(found, _role(session.get(Membership, (entity.id, user.id))))
    if entity.organization_id is not None:
        inside = _role(session.get(OrgMembership, (entity.organization_id, user.id)))
        if entity.kind == "organization" or inside is Access.ADMIN:
            found = max(found, inside)
    return found


def project_access(session: Session, user: User, project: Project) -> Access:
    """Return the access level of a user in a project: from the entity role, the project role, or the visibility.

    Members of an organization can read its registries, unless a registry gave them another role.
    """
    found = entity_access(session, user, project.owner)
    if found is Access.ADMIN:
        return found
    given = _project_role(session, user, project)
    if project.access == "RESTRICTED":
        found = Access.NONE
    if project.access == "ENTITY_READ":
        found = min(found, Access.READ)
    if project.owner.kind == "organization":
        found = given or min(found, Access.READ)
    return max(found, given, PUBLIC.get(project.access, Access.NONE))


def _project_role(session: Session, user: User, project: Project) -> Access:
    teams = select(Membership.team_id).where(Membership.user_id == user.id)
    wanted = select(ProjectMember.role).where(
        ProjectMember.project_id == project.id,
        (ProjectMember.user_id == user.id) | ProjectMember.team_id.in_(teams),
    )
    return max(
        (ROLES.get(role, Access.NONE) for role in session.scalars(wanted)), default=Access.NONE
    )


def _role(found: Membership | OrgMembership | None) -> Access:
    return Access.NONE if found is None else ROLES.get(found.role, Access.NONE)
