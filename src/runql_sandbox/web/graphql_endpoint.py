"""GraphQL over HTTP: `POST /graphql`."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ariadne import graphql_sync
from graphql import DocumentNode, GraphQLError, GraphQLSchema, ValidationRule, parse, validate
from graphql.language import FieldNode, Node

from runql_sandbox.automations.run_events import deliver_later
from runql_sandbox.request.context import Context, basic_key
from runql_sandbox.request.limits import QUERY_DEPTH
from runql_sandbox.store.accounts.management import user_of_key

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphql import ASTValidationRule, TypeInfo

    from runql_sandbox.request.signed_urls import Signer
    from runql_sandbox.store.data_folder import Store

__all__ = ["GraphQLEndpoint", "operation_name"]

_MOST_DOCUMENTS: Final = 1000


class DepthRule(ValidationRule):
    """Refuses queries that nest too deep to be meant."""

    def enter_field(
        self,
        node: FieldNode,
        _key: object,
        _parent: object,
        _path: object,
        ancestors: list[Node | list[Node]],
    ) -> None:
        """Count the fields around a field."""
        if sum(isinstance(each, FieldNode) for each in ancestors) >= QUERY_DEPTH:
            self.report_error(GraphQLError(f"the query is deeper than {QUERY_DEPTH}", node))


class Documents:
    """Queries that were found valid: clients send the same few, and checking one costs as much as answering it."""

    def __init__(self) -> None:
        self._valid: dict[str, DocumentNode] = {}

    def parse(self, _context: object, request: dict[str, Any]) -> DocumentNode:
        """Return the document of a request.

        Raises:
            GraphQLError: It is no GraphQL.
        """
        text: str = request["query"]
        return self._valid.get(text) or parse(text)

    def validate(
        self,
        schema: GraphQLSchema,
        document_ast: DocumentNode,
        rules: Collection[type[ASTValidationRule]] | None = None,
        max_errors: int | None = None,
        type_info: TypeInfo | None = None,
    ) -> list[GraphQLError]:
        """Return what is wrong with a document."""
        text = document_ast.loc.source.body if document_ast.loc is not None else ""
        if self._valid.get(text) is document_ast:
            return []
        errors = validate(schema, document_ast, rules, max_errors, type_info)
        if not errors and len(self._valid) < _MOST_DOCUMENTS:
            self._valid[text] = document_ast
        return errors


@dataclass(frozen=True, slots=True)
class GraphQLEndpoint:
    """Answers GraphQL requests out of a store."""

    schema: GraphQLSchema
    store: Store
    signer: Signer
    writing: threading.Lock = field(default_factory=threading.Lock)
    documents: Documents = field(default_factory=Documents)

    def execute(self, body: bytes, authorization: str | None) -> tuple[int, dict[str, Any]]:
        """Return status and body for a request."""
        try:
            request = json.loads(body)
        except ValueError:
            return 400, failed("the request is no JSON")
        if not isinstance(request, dict) or not isinstance(request.get("query"), str):
            return 400, failed("the request has no query")
        key = basic_key(authorization)
        # Mutations look whether something is there before they make it: one after the other.
        turn = self.writing if "mutation" in request["query"] else contextlib.nullcontext()
        with turn, self.store.session() as session:
            user = user_of_key(session, key)
            if user is None:
                return 401, failed("invalid API key", code="UNAUTHENTICATED")
            # The official client sends an empty name and means none.
            request["operationName"] = request.get("operationName") or None
            context = Context(self.store, session, user, self.signer)
            succeeded, result = graphql_sync(
                self.schema,
                request,
                context_value=context,
                query_parser=self.documents.parse,
                query_validator=self.documents.validate,
                validation_rules=[DepthRule],
                introspection=True,
                error_formatter=plain_error,
            )
            if result.get("errors"):
                session.rollback()
            else:
                session.commit()
                deliver_later(self.store, session)
            return (status_of(result) if succeeded else 400), result


def status_of(result: dict[str, Any]) -> int:
    """Return the status of an answer: 200, unless an error asks for another one."""
    extensions = [error.get("extensions") or {} for error in result.get("errors") or []]
    return next((int(each["status"]) for each in extensions if "status" in each), 200)


def failed(message: str, code: str = "BAD_REQUEST") -> dict[str, Any]:
    """Return the body of a request that could not be executed."""
    return {"data": None, "errors": [{"message": message, "extensions": {"code": code}}]}


def plain_error(error: GraphQLError, debug: bool = False) -> dict[str, Any]:  # noqa: ARG001 - ariadne's
    """Return an error as the answer has it; what went wrong inside is not told."""
    formatted = dict(error.formatted)
    if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
        formatted["message"] = "internal error"
        formatted["extensions"] = {"code": "INTERNAL_SERVER_ERROR"}
    return formatted


def operation_name(body: bytes) -> str:
    """Return the name of the operation that a body asks for, for counting."""
    try:
        request = json.loads(body)
        words = request["query"].split()
        name = request.get("operationName") or words[1].partition("(")[0].partition("{")[0]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return "unreadable"
    return str(name)
