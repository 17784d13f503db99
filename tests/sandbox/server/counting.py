"""A server's GraphQL over a store, without HTTP, and the statements that it sends to the database."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from runql_sandbox.ingest.uploads import Uploads
from runql_sandbox.request.signed_urls import Signer
from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.store.data_folder import Store
from runql_sandbox.web.graphql_endpoint import GraphQLEndpoint

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path


class Counted:
    """A store with a server's GraphQL, and the statements that it sends to the database."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.user = self.store.first_user()
        signer = Signer(self.store.secret, "http://sandbox.test")
        self.endpoint = GraphQLEndpoint(executable_schema(), self.store, signer)
        self.statements: list[str] = []
        event.listen(self.store.session.kw["bind"], "before_cursor_execute", self.note)

    def note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self.statements.append(statement)

    def send(self, query: str, variables: Mapping[str, Any]) -> Any:
        """Send a document as the first user."""
        key = base64.b64encode(f"api:{self.user.api_key}".encode()).decode()
        body = json.dumps({"query": query, "variables": variables}).encode()
        status, result = self.endpoint.execute(body, f"Basic {key}")
        assert status == 200, result
        return result["data"]

    def write(self, query: str, **given: Any) -> Any:
        """Send a mutation, and return the value of its one field."""
        return next(iter(self.send(query, {"i": given}).values()))

    def count(self) -> int:
        """Return the statements since the last time."""
        found = len(self.statements)
        self.statements.clear()
        return found

    def upload(self, bodies: Mapping[str, bytes]) -> None:
        """Send bodies to keys at the same time."""

        async def pieces(content: bytes) -> AsyncIterator[bytes]:
            yield content

        async def send() -> None:
            uploads = Uploads(self.store)
            await asyncio.gather(
                *(uploads.receive(key, pieces(each), 2**20, None) for key, each in bodies.items())
            )

        asyncio.run(send())
