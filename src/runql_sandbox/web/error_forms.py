"""Errors in responses, with the status, members and messages of the public server."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from graphql import GraphQLError, GraphQLObjectType, GraphQLSchema, get_named_type
from sqlalchemy.exc import OperationalError

from runql_sandbox.inputs import InputError
from runql_sandbox.request.errors import Refusal
from runql_sandbox.request.limits import QUERY_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BAD_REQUEST", "INTERNAL_ERROR", "ErrorForms", "without_data"]

INTERNAL_ERROR: Final = "An internal error occurred. Please contact support."
BAD_REQUEST: Final = (
    "400 Bad Request: The browser (or proxy) sent a request that this server could not understand."
)

_TOO_LARGE: Final = ("too many", "too large", "too big", "too complex", "stack overflow")
"""SQLite's messages for values and conditions beyond its limits."""

_NULL: Final = "Cannot return null for non-nullable field "

# A quoted name in a validation error, and the hint for a selection.
_QUOTED: Final = re.compile(r"'([$@\w.!\[\]-]+(?: \{ \.\.\. \})?)'")
_NULL_VARIABLE: Final = 'Variable "{0}" has invalid value null.\nExpected type "{1}", found null.'


def _argument(found: re.Match[str]) -> str:
    return f'Unknown argument "{found[1]}" on field "{found[3]}" of type "{found[2]}".'


def _variable(found: re.Match[str]) -> str:
    return _NULL_VARIABLE.format(found[1], found[2])


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"Unknown argument '(\w+)' on field '(\w+)\.(\w+)'\..*"), _argument),
    (
        re.compile(
            r"Variable '\$(\w+)' of (?:required|non-null) type '([^']+)' (?:was not provided|must not be null)\."
        ),
        _variable,
    ),
    (
        re.compile(
            r"Variable '\$\w+' got invalid value None at '[^']*?(\w+)'; "
            r"Expected non-nullable type '([^']+)' not to be None\."
        ),
        _variable,
    ),
    (
        re.compile(
            r"Variable '\$\w+' got invalid value .*; Field '(\w+)' of required type '([^']+)' was not provided\.",
            re.DOTALL,
        ),
        _variable,
    ),
)


@dataclass
class ErrorForms:
    """Formats the errors of one request.

    Attributes:
        schema: The schema of the request.
        status: HTTP status of the response, from the first error.
    """

    schema: GraphQLSchema
    status: int = 200
    _seen: bool = field(default=False, repr=False)

    def __call__(self, error: GraphQLError, debug: bool = False) -> dict[str, Any]:
        """Return an error in the format of the response."""
        status, formed = self._formed(error)
        if not self._seen:
            self.status, self._seen = status, True
        return formed

    def _formed(self, error: GraphQLError) -> tuple[int, dict[str, Any]]:
        cause = error.original_error
        if error.path is None:
            if cause is None or isinstance(cause, GraphQLError | InputError):
                return 400, _of_document(error)
            return 500, {"message": INTERNAL_ERROR}
        if isinstance(cause, Refusal):
            formed: dict[str, Any] = {"message": cause.message}
            if cause.located:
                formed["path"] = error.path
            if cause.extensions:
                formed["extensions"] = cause.extensions
            return cause.status, formed
        status, message = self._fault(cause)
        return status, {"message": message, "path": error.path}

    def _fault(self, cause: Exception | None) -> tuple[int, str]:
        """Return the status and message for an unexpected exception."""
        if isinstance(cause, InputError):
            return cause.status, str(cause)
        if isinstance(cause, OperationalError) and "interrupted" in str(cause):
            return 400, f"the query took longer than {QUERY_SECONDS:g} seconds"
        if isinstance(cause, OperationalError) and any(
            each in str(cause.orig) for each in _TOO_LARGE
        ):
            return 400, f"the query exceeds a limit of the database: {cause.orig}"
        if isinstance(cause, TypeError) and str(cause).startswith(_NULL):
            return 500, f'graphql: got nil for non-null "{self._type_of(str(cause))}"'
        return 500, INTERNAL_ERROR

    def _type_of(self, message: str) -> str:
        owner, _, name = message.removeprefix(_NULL).rstrip(".").partition(".")
        found = self.schema.type_map.get(owner)
        if isinstance(found, GraphQLObjectType) and name in found.fields:
            return str(get_named_type(found.fields[name].type))
        return name


def without_data(result: dict[str, Any]) -> dict[str, Any]:
    """Return a result without data for a document that was not executed."""
    errors = result.get("errors") or []
    if errors and result.get("data") is None and all("locations" in each for each in errors):
        return {"errors": errors}
    return result


def _of_document(error: GraphQLError) -> dict[str, Any]:
    """Return an error about a document or its variables, with locations and names in double quotes."""
    message = error.message
    for pattern, form in _FORMS:
        found = pattern.fullmatch(message)
        if found is not None:
            message = form(found)
            break
    else:
        message = _QUOTED.sub(r'"\1"', message)
    formed: dict[str, Any] = {"message": message}
    if error.locations:
        formed["locations"] = [each.formatted for each in error.locations]
    return formed
