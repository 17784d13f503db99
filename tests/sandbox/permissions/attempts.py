"""Attempts at mutations by people of a store, without a server: each is undone, unless it is to be kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from ariadne import graphql_sync
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    get_named_type,
    get_nullable_type,
    is_required_input_field,
)
from sqlalchemy import select

from runql_sandbox.request.context import Context
from runql_sandbox.request.ids import encode
from runql_sandbox.request.signed_urls import Signer
from runql_sandbox.schema.executable import executable_schema
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.data_folder import Store
from runql_sandbox.web.error_forms import ErrorForms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

RUN = encode("Run", "v1", "run", "project", "team")
_OUTCOMES = {400: "invalid", 403: "denied", 404: "not found", 409: "conflict"}
_FIELDS: dict[str, object] = {
    "artifactTypeName": "dataset",
    "artifactCollectionName": "data",
    "entity": "team",
    "entityName": "team",
    "entity_name": "team",
    "modelName": "project",
    "name": "name",
    "project": "project",
    "projectName": "project",
    "runId": RUN,
    "runName": "run",
}
"""Values by name of the field, for every input type."""

logging.getLogger("runql_sandbox.silent").disabled = True


class Attempts:
    """A store, and who may do what in it.

    Attributes:
        names: Names of users by what they are called here.
        things: Inputs of mutations, by name.
        files: Content of the storage, restored after each attempt.
        status: HTTP status of the last response.
    """

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.schema = executable_schema()
        self.names: dict[str, str] = {}
        self.things: dict[str, Mapping[str, object]] = {}
        self.files: dict[Path, bytes] = {}
        self.status = 200

    def make(self, who: str, mutation: str, wanted: str, **given: object) -> Any:
        """Run a mutation that must succeed, and keep what it does."""
        response = self.execute(who, mutation, wanted, given, keep=True)
        assert not response.get("errors"), (mutation, response["errors"])
        return response["data"][mutation]

    def attempt(self, mutation: str, role: str, given: Mapping[str, object] | None = None) -> str:
        """Let a user try, undo the change, and return the outcome in one word."""
        given = self.things.get(mutation, {}) if given is None else given
        response = self.execute(role, mutation, "__typename", given, keep=False)
        for path, content in self.files.items():
            if not path.exists():
                path.write_bytes(content)
        if not response.get("errors"):
            return "allowed"
        message = response["errors"][0]["message"]
        # The public server refuses a sweep so, and with another status than everything else.
        if message == "Sweep user not valid":
            return "denied"
        return _OUTCOMES.get(self.status, f"failed: {message}")

    def execute(
        self, who: str, mutation: str, wanted: str, given: Mapping[str, object], *, keep: bool
    ) -> dict[str, Any]:
        """Run a mutation; the rest of its input is made from its type."""
        field = self.schema.mutation_type.fields[mutation]  # type: ignore[union-attr]
        kind = get_named_type(field.args["input"].type)
        assert isinstance(kind, GraphQLInputObjectType)
        query = f"mutation M($input: {kind.name}!) {{ {mutation}(input: $input) {{ {wanted} }} }}"
        return self.query(who, query, {"input": {**_filled(kind), **given}}, keep=keep)

    def query(
        self, who: str, query: str, variables: dict[str, Any] | None = None, *, keep: bool = False
    ) -> dict[str, Any]:
        """Send a document as somebody."""
        with self.store.session() as session:
            wanted = select(User).where(User.username == self.names.get(who, who))
            user = session.scalars(wanted).one()
            context = Context(self.store, session, user, Signer(b"secret", "http://sandbox.test"))
            forms = ErrorForms(self.schema)
            _, response = graphql_sync(
                self.schema,
                {"query": query, "variables": variables or {}},
                context_value=context,
                logger="runql_sandbox.silent",
                error_formatter=forms,
            )
            self.status = forms.status
            if keep:
                session.commit()
            else:
                session.rollback()
        return response


def _filled(kind: GraphQLInputObjectType) -> dict[str, object]:
    """Make an input: what its type requires, and what has a value by its name."""
    return {
        name: _FIELDS[name] if name in _FIELDS else _value_of(field.type)
        for name, field in kind.fields.items()
        if name in _FIELDS or is_required_input_field(field)
    }


def _value_of(kind: Any) -> object:
    """Make a value of a type."""
    inner, named = get_nullable_type(kind), get_named_type(kind)
    value: object = {"Int": 1, "Int64": 1, "Float": 1.0, "Boolean": True, "JSONString": "{}"}.get(
        named.name, "value"
    )
    if isinstance(named, GraphQLEnumType):
        value = next(iter(named.values))
    if isinstance(named, GraphQLInputObjectType):
        value = _filled(named)
    return [value] if isinstance(inner, GraphQLList) else value
