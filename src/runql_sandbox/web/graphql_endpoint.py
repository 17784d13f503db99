"""GraphQL over HTTP: `POST /graphql`."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ariadne import graphql_sync
from graphql import DocumentNode, GraphQLError, GraphQLSchema, validate
from graphql.language import FieldNode, OperationDefinitionNode

from runql_sandbox.automations.run_events import deliver_later
from runql_sandbox.inputs import InputError, parse_object
from runql_sandbox.request.context import Context, basic_key
from runql_sandbox.request.limits import QUERY_SECONDS
from runql_sandbox.store.accounts.management import user_of_key
from runql_sandbox.store.artifacts.aliases import USER_ID
from runql_sandbox.store.data_folder import stop_at
from runql_sandbox.web.error_forms import BAD_REQUEST, ErrorForms, without_data
from runql_sandbox.web.query_limits import parse_query

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphql import ASTValidationRule, TypeInfo

    from runql_sandbox.request.signed_urls import Signer
    from runql_sandbox.store.data_folder import Store

__all__ = ["GraphQLEndpoint", "failed", "not_logged_in", "operation_name"]

_MOST_DOCUMENTS: Final = 1000


class Documents:
    """Cache of valid queries. Clients repeat a few queries, and validation costs as much as execution."""

    def __init__(self) -> None:
        self._valid: dict[str, DocumentNode] = {}

    def parse(self, _context: object, request: dict[str, Any]) -> DocumentNode:
        """Return the parsed document of a request.

        Raises:
            GraphQLError: If the text is not valid GraphQL, or exceeds a limit.
        """
        text: str = request["query"]
        return self._valid.get(text) or parse_query(text)

    def validate(
        self,
        schema: GraphQLSchema,
        document_ast: DocumentNode,
        rules: Collection[type[ASTValidationRule]] | None = None,
        max_errors: int | None = None,
        type_info: TypeInfo | None = None,
    ) -> list[GraphQLError]:
        """Return the validation errors of a document."""
        text = document_ast.loc.source.body if document_ast.loc is not None else ""
        if self._valid.get(text) is document_ast:
            return []
        errors = validate(schema, document_ast, rules, max_errors, type_info)
        if not errors and len(self._valid) < _MOST_DOCUMENTS:
            self._valid[text] = document_ast
        return errors


@dataclass(frozen=True, slots=True)
class GraphQLEndpoint:
    """Responds to GraphQL requests from a store."""

    schema: GraphQLSchema
    store: Store
    signer: Signer
    documents: Documents = field(default_factory=Documents)

    def execute(
        self, body: bytes, authorization: str | None, writer: str | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Return status and body of the response to a request."""
        try:
            request = _read(body)
        except InputError as error:
            return 400, failed(str(error))
        key = basic_key(authorization)
        # Mutations check whether an object exists before they create it, so they run one at a time.
        writes = "mutation" in request["query"]
        unneeded: list[str] = []
        with ExitStack() as stack:
            turn = stack.enter_context(self.store.writing()) if writes else None
            session = stack.enter_context(self.store.session())
            user = user_of_key(session, key)
            if user is None:
                return not_logged_in(body)
            session.info[USER_ID] = user.id
            context = Context(self.store, session, user, self.signer, writer=writer, turn=turn)
            if not writes:
                context.deadline = time.monotonic() + QUERY_SECONDS
                stop_at(session, context.deadline)
            status, result = self.run(request, context)
            if result.get("errors"):
                session.rollback()
            else:
                session.commit()
                deliver_later(self.store, session)
                unneeded = context.unneeded
        self.store.blobs.delete_all(unneeded)
        return status, result

    def run(self, request: dict[str, Any], context: Context) -> tuple[int, dict[str, Any]]:
        """Return status and body of the response to a parsed request."""
        forms = ErrorForms(self.schema)
        _, result = graphql_sync(
            self.schema,
            request,
            context_value=context,
            query_parser=self.documents.parse,
            query_validator=self.documents.validate,
            introspection=True,
            error_formatter=forms,
        )
        return forms.status, without_data(result)


def failed(message: str) -> dict[str, Any]:
    """Return the response body for a request that could not be executed."""
    return {"errors": [{"message": message}]}


def not_logged_in(body: bytes) -> tuple[int, dict[str, Any]]:
    """Return status and body for a request without a valid key, with the public server's message."""
    error: dict[str, Any] = {
        "message": "user is not logged in",
        "extensions": {"code": "PERMISSION_ERROR"},
    }
    name = _first_field(body)
    if name is None:
        return 401, {"data": None, "errors": [error]}
    return 401, {"errors": [{**error, "path": [name]}], "data": {name: None}}


def operation_name(body: bytes) -> str:
    """Return the name of the operation in a body, for the request counts."""
    try:
        request = _read(body)
        words = request["query"].split()
        name = request["operationName"] or words[1].partition("(")[0].partition("{")[0]
    except (InputError, IndexError):
        return "unreadable"
    return str(name)


def _read(body: bytes) -> dict[str, Any]:
    """Return a parsed request with all members of GraphQL over HTTP.

    Raises:
        InputError: If the request is invalid.
    """
    try:
        request = parse_object(body, "the request")
    except InputError:
        raise InputError(BAD_REQUEST) from None
    if not isinstance(request.get("query"), str):
        raise InputError("the request has no query")
    variables = request.get("variables")
    if variables is not None and not isinstance(variables, dict):
        raise InputError("the variables of the request must be an object")
    name = request.get("operationName")
    if name is not None and not isinstance(name, str):
        raise InputError("the operationName of the request must be a string")
    # The official client sends an empty name if it has none.
    return {"query": request["query"], "variables": variables, "operationName": name or None}


def _first_field(body: bytes) -> str | None:
    try:
        request = _read(body)
        document = parse_query(request["query"])
    except (InputError, GraphQLError):
        return None
    for each in document.definitions:
        if isinstance(each, OperationDefinitionNode):
            wanted = request["operationName"]
            if wanted is not None and (each.name is None or each.name.value != wanted):
                continue
            for selection in each.selection_set.selections:
                if isinstance(selection, FieldNode):
                    return selection.alias.value if selection.alias else selection.name.value
    return None
