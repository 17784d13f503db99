"""Calls from GraphQL text: validation before sending, and conversion of the data."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar, cast, is_typeddict

from runql_graphql.calls import Operation, PagedCall

from runql._choices import near_names
from runql._graphql.documents import read_document
from runql._graphql.schema import require_graphql, schema_of
from runql._graphql.type_fields import unselected_fields
from runql._graphql.typed_dicts import readable
from runql._graphql.validation import document_problems, variable_problems
from runql.errors import DataValidationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from graphql import DocumentNode
    from runql_graphql.envelope import Envelope

    from runql._graphql import documents
    from runql._wire.json_types import JsonValue

__all__ = ["TextOperation", "call_of_text"]

N = TypeVar("N")
R = TypeVar("R")

_NAME: Final = "Unnamed"
"""Name of unnamed operations, because errors, logs and servers use the name."""

_building = Lock()


@dataclass(frozen=True, slots=True, repr=False)
class TextOperation(Operation[R]):
    """An operation from GraphQL text.

    Attributes:
        result: Type of the data; None for plain data.
    """

    result: type[R] | None = None

    def result_type(self) -> type[R]:
        """Return the type of the data."""
        return cast("type[R]", dict) if self.result is None else self.result

    def parse(self, content: bytes) -> Envelope[R]:
        """Read the body of a response.

        Raises:
            pydantic.ValidationError: If the body is not a GraphQL response; a ValueError.
            DataValidationError: If the data does not match the type.
        """
        from pydantic import JsonValue, ValidationError
        from runql_graphql.envelope import Envelope, read_envelope

        if self.result is None:
            return cast("Envelope[R]", read_envelope(Envelope[dict[str, JsonValue]], content))
        try:
            return read_envelope(self._envelope(), content)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False, include_context=False)
            if found[0]["loc"][:1] != ("data",) or len(found[0]["loc"]) < 2:
                raise
            where = ".".join(str(part) for part in found[0]["loc"][1:])
            what, count = found[0]["msg"], len(found)
        raise self._unfit(where, what, count)

    def _envelope(self) -> type[Envelope[R]]:
        from runql_graphql.envelope import Envelope

        # Two threads must not complete a deferred model at the same time.
        with _building:
            kind = cast("type[R]", readable(self.result_type()))
            envelope = cast("type[Envelope[R]]", Envelope.__class_getitem__(kind))
            envelope.model_rebuild()
        return envelope

    def check_type(self) -> None:
        """Check that data can be converted to the type.

        Raises:
            UsageError: If the type is not a pydantic model, dataclass or TypedDict, or is not
                complete.
        """
        if self.result is None:
            return
        from pydantic import BaseModel
        from pydantic.errors import PydanticUserError

        kind = self.result
        given = cast("object", kind)
        model = isinstance(given, type) and issubclass(given, BaseModel)
        if not (model or is_typeddict(given) or dataclasses.is_dataclass(given)):
            raise UsageError(
                f"type must be a pydantic model, a dataclass or a TypedDict, got {kind!r}.",
                hint="Omit type= for plain data.",
            )
        try:
            self._envelope()
        except (PydanticUserError, NameError, TypeError) as error:
            reason = str(error).partition("\n")[0].rstrip(".")
            raise UsageError(
                f"type={kind.__name__} does not support JSON: {reason}.",
                hint=f"Define {kind.__name__}, and the types of its fields, at the top level of a module.",
            ) from error

    def _unfit(self, where: str, what: str, count: int) -> DataValidationError:
        more = f", and {count - 1} more mismatches" if count > 1 else ""
        done = " The server has executed the mutation." if self.kind == "mutation" else ""
        return DataValidationError(
            f"The response to {self.name} does not match {self.result_type().__name__}: "
            f"{where}: {what}{more}.{done}",
            hint="Use the field names of the query, or select `name: graphQLName` to rename a field.",
        )


def call_of_text(
    text: str,
    variables: Mapping[str, object] | None,
    kind: type[R] | None,
    *,
    operation: str | None,
    mutation: bool,
    validate: bool | str | Path,
) -> PagedCall[R, dict[str, JsonValue]]:
    """Return a call from GraphQL text; the nodes of its pages are plain data.

    Args:
        text: The document.
        variables: Values by GraphQL name.
        kind: Type of the data; None for plain data.
        operation: Name of the operation, if the text has several.
        mutation: Whether the text is a mutation.
        validate: Whether to validate the text against runql's schema; or the path of another schema.

    Raises:
        UsageError: If the text, the variables or the type is invalid; nothing was sent.
        MissingDependencyError: If validation requires graphql-core, and it is not installed.
    """
    document = read_document(text)
    chosen = document.operation(operation)
    _check_kind(chosen, mutation=mutation)
    given = dict(variables or {})
    _check_variables(chosen, given)
    name = chosen.name or _NAME
    sent = document.text if chosen.name else document.named(chosen, name).text
    made: TextOperation[R] = TextOperation(
        name=name,
        kind="mutation" if chosen.kind == "mutation" else "query",
        model="",
        document=sent,
        arguments={each.name: each.name for each in chosen.variables},
        result=kind,
    )
    made.check_type()
    if kind is not None:
        _check_fields(kind, document, chosen)
    call: PagedCall[R, dict[str, JsonValue]] = PagedCall(made, given)
    if validate is False:
        return call
    return _validated(call, text, chosen.name, None if validate is True else validate)


def _validated(
    call: PagedCall[R, N], text: str, original: str, source: str | Path | None
) -> PagedCall[R, N]:
    """Validate a call, and return it with a document of its own operation, printed like runql's operations."""
    require_graphql("Validation of GraphQL text")
    from graphql import parse, print_ast
    from graphql.utilities import separate_operations

    from runql._wire.protocol import body_of

    schema = schema_of(source)
    written = parse(text)
    problems = document_problems(schema, written)
    if problems:
        first, more = problems[0], len(problems) - 1
        others = f" {more} more problems follow." if more > 1 else ""
        others = " 1 more problem follows." if more == 1 else others
        raise UsageError(
            f"Invalid GraphQL at {first.where}: {first.what}{others}",
            hint=first.hint
            or "Correct the text, or pass validate=False if your server accepts it.",
        )
    body_of(call)
    refused = variable_problems(schema, written, original, call.wire_variables())
    if refused:
        raise UsageError(
            f"Invalid variables of {call.operation.name}: {refused[0]}",
            hint="Pass values of the types that the operation declares. Nothing was sent.",
        )
    named: DocumentNode = parse(call.operation.document)
    own = separate_operations(named)[call.operation.name]
    # Fragments must follow the operation, because the removal of parts for older servers relies on this order.
    parts = sorted(own.definitions, key=lambda node: node.kind != "operation_definition")
    printed = "\n\n".join(print_ast(each) for each in parts)
    return PagedCall(dataclasses.replace(call.operation, document=printed), call.variables)


def _check_fields(kind: type[R], document: documents.Document, chosen: documents.Operation) -> None:
    for where, selected in unselected_fields(
        cast("type[object]", readable(kind)), document, chosen.selections
    ):
        near = near_names(where.rpartition(".")[2], selected)
        raise UsageError(
            f"{kind.__name__} has the field {where!r}, which {chosen.name or 'the operation'} "
            f"does not select. Selected: {', '.join(selected)}.",
            hint=f"Did you mean {near[0]!r}?" if near else "Select it, or remove the field.",
        )


def _check_kind(chosen: documents.Operation, *, mutation: bool) -> None:
    name = chosen.name or "The operation"
    if chosen.kind == "subscription":
        raise UsageError(
            f"{name} is a subscription, but runql supports only queries and mutations.",
            hint="Use a query, and send it repeatedly.",
        )
    if chosen.kind == "mutation" and not mutation:
        raise UsageError(
            f"{name} is a mutation: it changes data on the server. Nothing was sent.",
            hint="Pass mutation=True to send it.",
        )
    if chosen.kind == "query" and mutation:
        raise UsageError(
            f"{name} is a query, but mutation=True was passed.", hint="Omit mutation=."
        )


def _check_variables(chosen: documents.Operation, given: Mapping[str, object]) -> None:
    declared = [each.name for each in chosen.variables]
    listed = ", ".join(declared) or "none"
    name = chosen.name or "the operation"
    for each in given:
        if each not in declared:
            near = near_names(str(each), declared)
            raise UsageError(
                f"{name} has no variable {each!r}. Its variables: {listed}.",
                hint=f"Did you mean {near[0]!r}?"
                if near
                else f"Declare it: query Name(${each}: String)",
            )
    missing = [each.name for each in chosen.variables if each.required and each.name not in given]
    if missing:
        raise UsageError(
            f"{name} requires a value for the variable {missing[0]!r}.",
            hint=f"Pass variables={{{missing[0]!r}: …}}.",
        )
