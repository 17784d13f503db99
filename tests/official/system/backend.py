"""The sandbox, with the service beside it that the official tests ask for users, organizations and teams."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import select

from runql.testing import Sandbox
from runql_sandbox.store.accounts.management import (
    join_organization,
    make_key,
    make_organization,
    make_user,
)
from runql_sandbox.store.accounts.tables import Entity, Membership, User
from runql_sandbox.store.data_folder import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

__all__ = ["backend"]


@contextmanager
def backend(data: Path) -> Iterator[dict[str, int]]:
    """Start a sandbox and the service of accounts; yields the ports of both."""
    with Sandbox(data) as sandbox:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(Store(data)))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            base_port = urlsplit(sandbox.base_url).port
            assert base_port is not None
            yield {"base_port": base_port, "fixture_port": server.server_port}
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _handler(store: Store) -> type[BaseHTTPRequestHandler]:
    # Accounts change one at a time, because two writers would wait for each other.
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            command = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock, store.session() as session:
                _COMMANDS[self.path](session, command)
                session.commit()
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
            """Print nothing: the tests print each request themselves."""

    return Handler


def _user(session: Session, command: dict[str, Any]) -> None:
    """Make a user whose key is the user's name. Nobody is removed: the data goes with the server."""
    name = command["username"]
    known = session.scalars(select(User).where(User.username == name)).first()
    if command["command"] == "up" and known is None:
        user = make_user(session, name, admin=command["admin"], organization=None)
        make_key(session, user, secret=name)


def _organization(session: Session, command: dict[str, Any]) -> None:
    if command["command"] == "down":
        return
    organization, _ = make_organization(session, command["orgName"])
    members = (
        [{"username": command["username"], "role": "admin"}]
        if command["command"] == "up"
        else command["fixtureData"]["members"]
    )
    for each in members:
        join_organization(session, organization, _named(session, each["username"]), each["role"])


def _team(session: Session, command: dict[str, Any]) -> None:
    if command["command"] == "down":
        return
    given = command["fixtureData"]
    organization, _ = make_organization(session, given["organization"]["name"])
    team = Entity(name=given["team"]["name"], kind="team", organization_id=organization.id)
    session.add(team)
    session.flush()
    session.add(Membership(team=team, user=_named(session, command["username"]), role="admin"))


def _named(session: Session, username: str) -> User:
    return session.scalars(select(User).where(User.username == username)).one()


_COMMANDS = {"/db/user": _user, "/db/organization": _organization, "/db/team": _team}
