"""A data folder: a SQLite file, stored files, and the secret that signs URLs."""

from __future__ import annotations

import secrets
import sqlite3
import time
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import create_engine, event, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import sessionmaker, with_loader_criteria

from runql_sandbox.mongo import register_functions
from runql_sandbox.store import automations, files, projects, registries, reports, sweeps
from runql_sandbox.store._base import METADATA
from runql_sandbox.store._blobs import Blobs
from runql_sandbox.store._turns import Turn, Turns
from runql_sandbox.store.accounts import tables as accounts
from runql_sandbox.store.accounts.management import (
    FIRST_ORGANIZATION,
    KEY_USES,
    Account,
    UserExistsError,
    draw,
    make_key,
    make_user,
)
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.artifacts import contents as artifact_contents
from runql_sandbox.store.artifacts import tables as artifacts
from runql_sandbox.store.history import lines
from runql_sandbox.store.runs import queues as run_queues
from runql_sandbox.store.runs import tables as runs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy.engine import Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.orm import ORMExecuteState, Session
    from sqlalchemy.pool import ConnectionPoolEntry

__all__ = [
    "REWRITTEN",
    "Account",
    "FolderError",
    "Store",
    "UserExistsError",
    "draw",
    "has_written",
    "stop_at",
]

TABLES: Final = (
    accounts,
    artifact_contents,
    artifacts,
    automations,
    files,
    lines,
    projects,
    registries,
    reports,
    run_queues,
    runs,
    sweeps,
)
"""All modules with tables. `create_all` creates only tables of imported modules."""

_CONNECTIONS: Final = 48
"""Database connections that stay open: slightly more than the server's threads."""

_STEPS: Final = 100_000
"""SQLite virtual machine instructions between checks of the deadline."""

REWRITTEN: Final = "rewritten"
"""Key of a session for the number of replaced history lines since the server started, by run number."""

_NOT_DELETED: Final = with_loader_criteria(
    runs.Run, runs.Run.id.not_in(select(runs.TrashedRun.run_id)), include_aliases=True
)

FIRST_USER: Final = "sandbox"
"""Name of the initial user of a new data folder."""


class FolderError(Exception):
    """A data folder that cannot be used."""


class Store:
    """The contents of a data folder.

    Attributes:
        export_every: Rows after which a running run is exported; None to export when it ends.
        without: Features and parts of the schema that the server omits.
        server_date: Year and month of the server to emulate; empty for all features.
        key_uses: When keys were last used since the server started, by their numbers.
        cursors: Content of page cursors: the last item (`items`), or a number of items (`offsets`).
    """

    def __init__(
        self,
        folder: Path,
        export_every: int | None = None,
        without: Iterable[str] = (),
        server_date: str = "",
        cursors: Literal["items", "offsets"] = "items",
    ) -> None:
        """Open a folder, and create its missing parts.

        Raises:
            FolderError: If the folder cannot be used.
        """
        self.export_every = export_every
        self.cursors = cursors
        self.without = frozenset(without)
        self.server_date = server_date
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.blobs = Blobs(folder / "blobs")
            self._engine = create_engine(
                f"sqlite:///{folder / 'sandbox.sqlite'}", pool_size=_CONNECTIONS, max_overflow=-1
            )
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "checkin", _let_run)
            _create_tables(self._engine)
            self.secret = self._secret(folder / "secret")
        except OSError as error:
            raise FolderError(f"cannot use the data folder {folder}: {error}") from error
        except DatabaseError as error:
            raise FolderError(
                f"the data folder {folder} contains no sandbox database: {error.orig}"
            ) from error
        self._turns = Turns()
        self.key_uses: dict[int, str] = {}
        info = {"cursors": cursors, KEY_USES: self.key_uses, REWRITTEN: dict[int, int]()}
        self.session = sessionmaker(self._engine, expire_on_commit=False, info=info)
        event.listen(self.session, "do_orm_execute", _hide_deleted)

    def first_user(self) -> Account:
        """Return the initial user of the folder, which a new folder creates.

        The user's key is stored in the folder for the next start.
        """
        path = self.folder / "key"
        with self.writing(), self.session() as session:
            if session.scalars(select(User.id).limit(1)).first() is None:
                user = make_user(session, FIRST_USER, admin=True)
                _, secret = make_key(session, user, "The key that the server starts with.")
                path.touch(0o600)
                path.write_text(secret)
                session.commit()
        return Account(FIRST_USER, path.read_text(), FIRST_USER)

    def create_user(
        self, name: str, *, admin: bool = False, organization: str | None = FIRST_ORGANIZATION
    ) -> Account:
        """Add a user with an API key.

        Raises:
            UserExistsError: If the name already exists.
        """
        with self.writing(), self.session() as session:
            user = make_user(session, name, admin=admin, organization=organization)
            _, secret = make_key(session, user, "The account's first key.")
            session.commit()
            return Account(user.username, secret, user.entity_name)

    def writing(self) -> Turn:
        """Return a turn to write, to be held from the first read of changed data to the commit."""
        return Turn(self._turns)

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    @staticmethod
    def _secret(path: Path) -> bytes:
        if not path.exists():
            path.write_bytes(secrets.token_bytes(32))
            path.chmod(0o600)
        return path.read_bytes()


def stop_at(session: Session, deadline: float) -> None:
    """Interrupt queries of a session at a time of the monotonic clock."""
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)


def has_written(session: Session) -> bool:
    """Return whether a session has changes."""
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection.in_transaction or bool(session.new or session.dirty or session.deleted)


def _create_tables(engine: Engine) -> None:
    """Create the missing tables, in one transaction: SQLite would write each statement to the disk alone."""
    with engine.begin() as connection:
        # Otherwise, the driver begins a transaction only before it inserts or changes rows.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        present = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        missing = [each for each in METADATA.sorted_tables if each.name not in present]
        for table in missing:
            # The ID of a deleted row is not reused, because clients may hold it.
            table.dialect_options["sqlite"]["autoincrement"] = True
        METADATA.create_all(connection, missing, checkfirst=False)


def _hide_deleted(state: ORMExecuteState) -> None:
    if state.is_select and not state.execution_options.get("with_deleted"):
        state.statement = state.statement.options(_NOT_DELETED)


def _let_run(connection: DBAPIConnection | None, _entry: ConnectionPoolEntry) -> None:
    # An interrupted query returns None.
    if isinstance(connection, sqlite3.Connection):
        connection.set_progress_handler(None, 0)


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=30000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    register_functions(connection)
