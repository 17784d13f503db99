"""What a resolver has at hand."""

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
    """A row of the database with a number."""

    @property
    def id(self) -> Any:  # noqa: ANN401 - a column of a mapped class
        """The number."""


@dataclass(slots=True)
class Context:
    """One request.

    Attributes:
        store: The data folder.
        session: The request's transaction.
        user: Who asks.
        signer: Makes addresses of files.
        writing: Whether the request changes something: then seeing a project is not enough.
        writer: The id of a process that shares a run with others; None for all other requests.
        known_access: What the user may do in projects, by their numbers, as far as a query asked.
        sent_to: Numbers of runs for which the mutation made places for files.
        deadline: The moment, on the monotonic clock, at which a query that still runs is refused.
        turn: The turn to write that the request has; None where it has none.
        known: What was looked up for all rows of the response at once, by the look-up and the rows' numbers.
    """

    store: Store
    session: Session
    user: User
    signer: Signer
    writing: bool = False
    writer: str | None = None
    turn: Turn | None = None
    known: dict[object, dict[int, Any]] = field(default_factory=dict[object, dict[int, Any]])
    sent_to: set[int] = field(default_factory=set[int])
    deadline: float = math.inf
    known_access: dict[int, Access] = field(default_factory=dict[int, Access])

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Let others write in the meantime, unless the request has written itself; what it knows may be old then."""
        if self.turn is None or has_written(self.session):
            yield
            return
        with self.turn.apart():
            yield
        self.session.expire_all()

    def wrote(self, info: GraphQLResolveInfo) -> None:
        """Keep what a mutation has written, and let others write while its response is made, if it does nothing else."""
        fields = info.operation.selection_set.selections
        if self.turn is not None and len(fields) == 1 and isinstance(fields[0], FieldNode):
            self.session.commit()
            self.turn.end()
            self.turn = None

    def project(self, name: str | None, entity: str | None) -> Project | None:
        """Return a project that the user may see; inside a mutation, one that they may change.

        Raises:
            GraphQLError: If the user may see the project, but the mutation would change it.
        """
        found = self.project_to_read(name, entity)
        if found is not None and self.writing:
            self.require(project_access(self.session, self.user, found), Access.WRITE)
        return found

    def project_to_read(self, name: str | None, entity: str | None) -> Project | None:
        """Return a project that the user may see, also inside a mutation."""
        owner = entity or self.user.entity_name
        wanted = select(Project).where(Project.entity == owner, Project.name == (name or ""))
        found = self.session.scalars(wanted).first()
        return found if found is not None and self.sees(found) else None

    def project_to_write(self, name: str | None, entity: str | None) -> Project:
        """Return a project, made if needed.

        Raises:
            GraphQLError: If the entity does not exist, or the user may not write to it.
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
        """Return a run that the user may see; inside a mutation, one that they may change.

        Raises:
            GraphQLError: If there is none.
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
        """Return what a look-up finds for a row; a query looks it up for all rows that it has loaded so far."""
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
        """Return what the user may do in a project; a query asks once for each."""
        found = None if self.writing else self.known_access.get(project.id)
        if found is None:
            found = project_access(self.session, self.user, project)
            self.known_access[project.id] = found
        return found

    def sees(self, project: Project) -> bool:
        """Return whether the user may see a project."""
        return self.project_access(project) >= Access.LOOK

    def require_own(self, project: Project, author_id: int) -> None:
        """Refuse to change what someone else made: only administrators of the project may.

        Raises:
            GraphQLError: If it is not the user's own.
        """
        if author_id != self.user.id:
            allowed = project_access(self.session, self.user, project)
            self.require(allowed, Access.ADMIN)

    def require_admin(self, project: Project) -> None:
        """Refuse what only administrators of a project may do.

        Raises:
            GraphQLError: If the user is none.
        """
        allowed = project_access(self.session, self.user, project)
        self.require(allowed, Access.ADMIN)

    def access(self, entity: Entity) -> Access:
        """Return what the user may do in an entity."""
        return entity_access(self.session, self.user, entity)

    def entity_for(self, name: str, needed: Access) -> Entity:
        """Return an entity in which the user may do something.

        Raises:
            GraphQLError: If there is none, or the user may not.
        """
        found = entity_named(self.session, name)
        allowed = Access.NONE if found is None else self.access(found)
        self.require(allowed, needed)
        assert found is not None
        return found

    def require(self, allowed: Access, needed: Access) -> None:
        """Refuse what the user may not do.

        Raises:
            GraphQLError: If the access is too low.
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
