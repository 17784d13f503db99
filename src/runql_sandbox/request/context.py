"""The context of a request, which resolvers use."""

from __future__ import annotations

import base64
import math
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from graphql import FieldNode, OperationType
from sqlalchemy import select

from runql_sandbox.inputs import InputError
from runql_sandbox.request.errors import denied, not_found
from runql_sandbox.request.limits import QUERY_SECONDS
from runql_sandbox.request.permissions import Access, entity_access, project_access
from runql_sandbox.store.accounts.management import entity_named
from runql_sandbox.store.data_folder import has_written
from runql_sandbox.store.projects import Project
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graphql import GraphQLResolveInfo
    from sqlalchemy.orm import Session

    from runql_sandbox.request.signed_urls import Signer
    from runql_sandbox.store._turns import Turn
    from runql_sandbox.store.accounts.tables import Entity, User
    from runql_sandbox.store.data_folder import Store

__all__ = ["Context", "basic_key", "context_of"]

Found = TypeVar("Found")


class Row(Protocol):
    """A database row with a number."""

    @property
    def id(self) -> Any:  # noqa: ANN401 - a column of a mapped class
        """The number."""


@dataclass(slots=True)
class Context:
    """The context of one request.

    Attributes:
        store: The data folder.
        session: The request's transaction.
        user: User of the API key.
        signer: Signs URLs of files.
        writing: Whether the request is a mutation, which requires more than read access.
        writer: ID of a process that shares a run with others; None for all other requests.
        known_access: Access levels of the user, by project number, as far as they were looked up.
        sent_to: Numbers of runs for which the mutation returned upload URLs.
        deadline: Time on the monotonic clock at which a running query is stopped.
        turn: The request's turn to write; None if it has none.
        unneeded: Keys of stored files that no row needs after the commit. They are deleted after it, so that an
            error keeps them, and while other requests write.
        known: Results of batched look-ups, by the look-up and the numbers of the rows.
    """

    store: Store
    session: Session
    user: User
    signer: Signer
    writing: bool = False
    writer: str | None = None
    turn: Turn | None = None
    unneeded: list[str] = field(default_factory=list[str])
    known: dict[object, dict[int, Any]] = field(default_factory=dict[object, dict[int, Any]])
    sent_to: set[int] = field(default_factory=set[int])
    deadline: float = math.inf
    known_access: dict[int, Access] = field(default_factory=dict[int, Access])

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Let other requests write, unless this request has written. Values read earlier may be outdated afterwards."""
        if self.turn is None or has_written(self.session):
            yield
            return
        with self.turn.apart():
            yield
        self.session.expire_all()

    def wrote(self, info: GraphQLResolveInfo) -> None:
        """Commit the changes of a mutation, and let other requests write while its response is created."""
        if self.turn is not None and _has_one_field(info):
            self.session.commit()
            self.turn.end()
            self.turn = None

    def give_way(self, info: GraphQLResolveInfo) -> None:
        """Commit the changes so far, and let waiting requests write. Values read earlier may be outdated afterwards.

        A mutation of several fields keeps its turn, because an error in one of them undoes all.
        """
        if self.turn is not None and _has_one_field(info):
            self.session.commit()
            with self.turn.apart():
                pass
            self.session.expire_all()

    def project(self, name: str | None, entity: str | None) -> Project | None:
        """Return a project that the user can see; in a mutation, one that the user can change.

        Raises:
            GraphQLError: If the user can see the project, and the mutation may not change it.
        """
        found = self.project_to_read(name, entity)
        if found is not None and self.writing:
            self.require(project_access(self.session, self.user, found), Access.WRITE)
        return found

    def project_to_read(self, name: str | None, entity: str | None) -> Project | None:
        """Return a project that the user can see, also in a mutation."""
        owner = entity or self.user.entity_name
        wanted = select(Project).where(Project.entity == owner, Project.name == (name or ""))
        found = self.session.scalars(wanted).first()
        return found if found is not None and self.sees(found) else None

    def project_to_write(self, name: str | None, entity: str | None) -> Project:
        """Return a project, and create it if it does not exist.

        Raises:
            GraphQLError: If the entity does not exist, or the user has no write access.
        """
        owner, name = entity or self.user.entity_name, name or "uncategorized"
        wanted = select(Project).where(Project.entity == owner, Project.name == name)
        found = self.session.scalars(wanted).first()
        if found is not None:
            self.require(project_access(self.session, self.user, found), Access.WRITE)
            return found
        owner_entity = self.entity_for(owner, Access.WRITE)
        found = Project(
            entity=owner, name=name, description=None, access=owner_entity.default_access
        )
        self.session.add(found)
        self.session.flush()
        return found

    def run_by_id(self, run_id: int) -> Run:
        """Return a run that the user can see; in a mutation, one that the user can change.

        Raises:
            GraphQLError: If the run does not exist, or the user has no access.
        """
        found = self.session.get(Run, run_id)
        if found is None or not self.sees(found.project):
            raise not_found("run")
        if self.writing:
            self.require(self.project_access(found.project), Access.WRITE)
        return found

    def of_all(
        self, row: Row, look_up: Callable[[Session, Sequence[int]], dict[int, Found]]
    ) -> Found:
        """Return the result of a look-up for a row. A query looks it up for all rows loaded so far."""
        if self.writing:
            return look_up(self.session, [row.id])[row.id]
        known = self.known.setdefault(look_up, {})
        if row.id not in known:
            kind, loaded = type(row), self.session.identity_map.values()
            here = [each.id for each in loaded if isinstance(each, kind)]
            known.update(look_up(self.session, [each for each in here if each not in known]))
        found: Found = known[row.id]
        return found

    def project_access(self, project: Project) -> Access:
        """Return the user's access level in a project. A query looks it up once per project."""
        found = None if self.writing else self.known_access.get(project.id)
        if found is None:
            found = project_access(self.session, self.user, project)
            self.known_access[project.id] = found
        return found

    def sees(self, project: Project) -> bool:
        """Return whether the user can see a project."""
        return self.project_access(project) >= Access.LOOK

    def require_own(self, project: Project, author_id: int) -> None:
        """Reject a change of another user's object, unless the user is an administrator of the project.

        Raises:
            GraphQLError: If the object belongs to another user.
        """
        if author_id != self.user.id:
            allowed = project_access(self.session, self.user, project)
            self.require(allowed, Access.ADMIN)

    def require_admin(self, project: Project) -> None:
        """Reject an action that requires an administrator of the project.

        Raises:
            GraphQLError: If the user is not an administrator.
        """
        allowed = project_access(self.session, self.user, project)
        self.require(allowed, Access.ADMIN)

    def access(self, entity: Entity) -> Access:
        """Return the user's access level in an entity."""
        return entity_access(self.session, self.user, entity)

    def entity_for(self, name: str, needed: Access) -> Entity:
        """Return an entity in which the user has an access level.

        Raises:
            GraphQLError: If the entity does not exist, or the access level is too low.
        """
        found = entity_named(self.session, name)
        allowed = Access.NONE if found is None else self.access(found)
        self.require(allowed, needed)
        assert found is not None
        return found

    def require(self, allowed: Access, needed: Access) -> None:
        """Reject an action that the user is not allowed to do.

        Raises:
            GraphQLError: If the access level is too low.
        """
        if allowed < needed:
            raise denied()


def context_of(info: GraphQLResolveInfo) -> Context:
    """Return the request's context."""
    found: Any = info.context
    assert isinstance(found, Context)
    if time.monotonic() > found.deadline:
        raise InputError(f"the query took longer than {QUERY_SECONDS:g} seconds")
    found.writing = info.operation.operation is OperationType.MUTATION
    return found


def _has_one_field(info: GraphQLResolveInfo) -> bool:
    fields = info.operation.selection_set.selections
    return len(fields) == 1 and isinstance(fields[0], FieldNode)


def basic_key(header: str | None) -> str | None:
    """Return the API key of an `Authorization: Basic` header: the password of the user `api`."""
    kind, _, value = (header or "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        user, _, key = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return None
    return key if user == "api" and key else None
