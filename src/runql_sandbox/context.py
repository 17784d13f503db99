"""What a resolver has at hand."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError
from sqlalchemy import select

from runql_sandbox.store.tables import Project, Run, User

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo
    from sqlalchemy.orm import Session

    from runql_sandbox.signing import Signer
    from runql_sandbox.store.database import Store

__all__ = ["Context", "basic_key", "context_of"]


@dataclass(slots=True)
class Context:
    """One request.

    Attributes:
        store: The data folder.
        session: The request's transaction.
        user: Who asks.
        signer: Makes addresses of files.
    """

    store: Store
    session: Session
    user: User
    signer: Signer

    def project(self, name: str | None, entity: str | None) -> Project | None:
        """Return a project that the user may see."""
        owner = entity or self.user.username
        if owner != self.user.username and not self.user.admin:
            return None
        wanted = select(Project).where(Project.entity == owner, Project.name == (name or ""))
        return self.session.scalars(wanted).first()

    def project_to_write(self, name: str | None, entity: str | None) -> Project:
        """Return a project, made if need be.

        Raises:
            GraphQLError: There is no such entity, or the user may not write to it.
        """
        owner = entity or self.user.username
        known = self.session.scalars(select(User).where(User.username == owner)).first()
        if known is None or (owner != self.user.username and not self.user.admin):
            raise GraphQLError(
                f"permission denied: {self.user.username} may not write to entity {owner!r}",
                extensions={"code": "PERMISSION_ERROR"},
            )
        found = self.project(name or "uncategorized", owner)
        if found is None:
            found = Project(entity=owner, name=name or "uncategorized", description=None)
            self.session.add(found)
            self.session.flush()
        return found

    def run_by_id(self, run_id: int) -> Run:
        """Return a run that the user may change.

        Raises:
            GraphQLError: There is none.
        """
        found = self.session.get(Run, run_id)
        if found is None or self.project(found.project.name, found.project.entity) is None:
            raise GraphQLError("run not found", extensions={"code": "NOT_FOUND"})
        return found


def context_of(info: GraphQLResolveInfo) -> Context:
    """Return the request's context."""
    found: Any = info.context
    assert isinstance(found, Context)
    return found


def basic_key(header: str | None) -> str | None:
    """Return the API key of an `Authorization: Basic` header: the password of the user `api`."""
    kind, _, value = (header or "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        user, _, key = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return key if user == "api" and key else None
