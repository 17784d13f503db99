"""One data folder: a SQLite file, blobs, and the secret that signs addresses."""

from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import Session, sessionmaker

from runql_sandbox.mongo import register_functions
from runql_sandbox.store.blobs import Blobs
from runql_sandbox.store.tables import Base, User

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

__all__ = ["Store", "UserExistsError", "draw"]

_LETTERS: Final = string.ascii_lowercase + string.digits
FIRST_USER: Final = "sandbox"
"""Name of the user that a new data folder starts with."""


class UserExistsError(ValueError):
    """The name is taken."""


def draw(length: int) -> str:
    """Draw lower-case letters and digits that nobody can guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


class Store:
    """Everything in one data folder.

    Attributes:
        export_every: Rows after which a running run is exported; None waits for its end.
    """

    def __init__(self, folder: Path, export_every: int | None = None) -> None:
        self.export_every = export_every
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.blobs = Blobs(folder / "blobs")
        self._engine = create_engine(f"sqlite:///{folder / 'sandbox.sqlite'}")
        event.listen(self._engine, "connect", _prepare)
        Base.metadata.create_all(self._engine)
        self.session = sessionmaker(self._engine, expire_on_commit=False)
        self.secret = self._secret(folder / "secret")

    def first_user(self) -> User:
        """Return the user the folder started with, and make one in a new folder."""
        with self.session() as session:
            found = session.scalars(select(User).order_by(User.id)).first()
            return found if found is not None else self._add_user(session, FIRST_USER, admin=True)

    def create_user(self, name: str, *, admin: bool = False) -> User:
        """Add a user with a key of their own.

        Raises:
            UserExistsError: The name is taken.
        """
        with self.session() as session:
            if session.scalars(select(User).where(User.username == name)).first() is not None:
                raise UserExistsError(f"There is a user {name!r} already.")
            return self._add_user(session, name, admin=admin)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @staticmethod
    def _add_user(session: Session, name: str, *, admin: bool) -> User:
        user = User(username=name, api_key=draw(40), admin=admin)
        session.add(user)
        session.commit()
        return user

    @staticmethod
    def _secret(path: Path) -> bytes:
        if not path.exists():
            path.write_bytes(secrets.token_bytes(32))
            path.chmod(0o600)
        return path.read_bytes()


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
