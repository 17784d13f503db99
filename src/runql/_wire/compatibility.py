"""Server compatibility: remove unsupported parts from a document, or raise `UnsupportedError` with the feature's name.

A server rejects a document with one unknown field before it executes anything. The errors of the server name the
missing parts. A fragment on an unknown type is removed, because the server returns no object of the type. An argument
or an input field that the call leaves empty is removed, because it has no effect. An optional field of
`SCHEMA_REQUIREMENTS` is removed, and its default replaces the value. Any other missing part is an `UnsupportedError`
that names the feature. The errors of the server decide: runql keeps no table of server versions, and does not
query the version first.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from runql_graphql.calls import Call

from runql._wire.graphql_text import (
    argument_positions,
    cut_argument,
    cut_fragment,
    cut_selection,
    cut_type,
    field_positions,
    pruned,
    variable_of,
)
from runql._wire.schema_requirements import SCHEMA_REQUIREMENTS, missing_part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql._wire.protocol import ServerResponse
    from runql.errors import GraphQLErrorDetail, UnsupportedError

__all__ = ["AdaptedCall", "Compatibility", "adapt_call", "without_unsupported"]

R = TypeVar("R")

_QUOTED: Final = r"""['"`]?(\w+(?:\.\w+)*)['"`]?"""
_FIELD: Final = re.compile(rf"cannot query field {_QUOTED} on type {_QUOTED}", re.IGNORECASE)
_ARGUMENT: Final = re.compile(
    rf"unknown argument {_QUOTED} on field {_QUOTED}(?: (?:of|on) type {_QUOTED})?", re.IGNORECASE
)
_INPUT: Final = re.compile(
    rf"field {_QUOTED} is not defined (?:by|in)(?: input)?(?: type)? {_QUOTED}", re.IGNORECASE
)
_TYPE: Final = re.compile(rf"unknown type {_QUOTED}", re.IGNORECASE)
_SPREAD: Final = re.compile(
    rf"fragment {_QUOTED} cannot be spread here as objects of type {_QUOTED} can never be",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(
    rf"value {_QUOTED} does not exist in {_QUOTED} enum|expected type {_QUOTED}, found (?-i:([A-Z][A-Z0-9_]*))\.",
    re.IGNORECASE,
)
_INSIDE: Final = re.compile(rf"in field {_QUOTED}:", re.IGNORECASE)
_MARK: Final = "lacking_"


class _Refused(Exception):
    """Signals a missing field that every call of the operation requires."""

    def __init__(self, schema_part: str) -> None:
        self.schema_part = schema_part


@dataclass(frozen=True, slots=True)
class _Inside:
    """Marks a field whose value is one object deeper in the response."""

    key: str


@dataclass(frozen=True, slots=True)
class AdaptedCall(Generic[R]):
    """A call adapted to what one server supports.

    Attributes:
        call: The call to send.
        fills: Default values of the removed fields, by their marked names in the response.
        without: Removed arguments, by the variables that they used.
        inputs: Fields that were removed from input objects of the variables, as schema parts by
            path.
        refused: A missing field that every call of the operation requires; None for no such field.
    """

    call: Call[R]
    fills: Mapping[str, object] = field(default_factory=dict[str, object])
    without: Mapping[str, str] = field(default_factory=dict[str, str])
    inputs: Mapping[tuple[str, ...], str] = field(default_factory=dict[tuple[str, ...], str])
    refused: str | None = None

    def read(self, response: ServerResponse) -> ServerResponse:
        """Return a response with the default values of removed fields inserted."""
        if not self.fills or _MARK.encode() not in response.content:
            return response
        try:
            body = _filled(json.loads(response.content), self.fills)
        except ValueError:
            return response
        return replace(response, content=json.dumps(body).encode())

    def without_variables(self) -> AdaptedCall[R]:
        """Return the adapted call without variables, to adapt the next call of the operation."""
        return replace(self, call=Call(self.call.operation))


class Compatibility:
    """Known missing parts of one server, by document, because operations of users can have the same name."""

    def __init__(self) -> None:
        self._known: dict[str, AdaptedCall[Any]] = {}

    def adapt(self, call: Call[R]) -> AdaptedCall[R]:
        """Return a call adapted to the known missing parts of the server.

        Raises:
            UnsupportedError: If the call requires a part that the server is known to lack.
        """
        return adapt_call(call, self._known.get(call.operation.document))

    def learn(
        self, call: Call[R], tried: AdaptedCall[R], error: UnsupportedError
    ) -> AdaptedCall[R]:
        """Return a call without the parts that the server reports as missing, and record them.

        Raises:
            UnsupportedError: If the call requires a missing part; the message names the feature.
        """
        known = without_unsupported(tried, error)
        self._known[call.operation.document] = known.without_variables()
        if known.refused is not None:
            raise _unsupported(call, known.refused, error)
        return adapt_call(call, known)


def adapt_call(call: Call[R], known: AdaptedCall[Any] | None) -> AdaptedCall[R]:
    """Return a call adapted to a server that has rejected the operation before.

    Raises:
        UnsupportedError: If the call requires a part that the server lacks.
    """
    if known is None:
        return AdaptedCall(call)
    if known.refused is not None:
        raise _unsupported(call, known.refused)
    for variable, schema_part in known.without.items():
        if call.variables.get(variable) is not None:
            raise _unsupported(call, schema_part)
    variables: dict[str, object] = {
        name: value for name, value in call.variables.items() if name not in known.without
    }
    for path, schema_part in known.inputs.items():
        variables = _without(call, variables, path, schema_part)
    operation = replace(call.operation, document=known.call.operation.document)
    return replace(known, call=Call(operation, variables))


def without_unsupported(tried: AdaptedCall[R], error: UnsupportedError) -> AdaptedCall[R]:
    """Return a call without the parts that the server reports as missing.

    Raises:
        UnsupportedError: If the response does not name the missing parts, or this call requires one;
            the message names the feature.
    """
    if not error.errors:
        raise error
    try:
        return _without_unsupported(tried, error)
    except _Refused as refused:
        return replace(tried, refused=refused.schema_part)


def _without_unsupported(tried: AdaptedCall[R], error: UnsupportedError) -> AdaptedCall[R]:
    text, fills, without = tried.call.operation.document, dict(tried.fills), dict(tried.without)
    inputs = dict(tried.inputs)
    unknown = [told[1] for each in error.errors if (told := _TYPE.search(each.message))]
    impossible = [told[1] for each in error.errors if (told := _SPREAD.search(each.message))]
    named = [each for each in error.errors if not _is_of_fragments(each)]
    schema_parts = {
        each: found for each in named if (found := _schema_part(each, text)) is not None
    }
    if len(schema_parts) < len(set(named)):
        raise error
    schema_parts = {_located(each, found, text): found for each, found in schema_parts.items()}
    # Cut from the end so that earlier offsets stay valid.
    for each in sorted(schema_parts, key=lambda detail: detail.locations, reverse=True):
        schema_part = schema_parts[each]
        if _FIELD.search(each.message):
            inputs.update(_related_inputs(text, schema_part))
            text = _cut_field(text, each, schema_part, fills, tried.call.operation.name)
        elif _VALUE.search(each.message):
            raise _unsupported(tried.call, schema_part, error)
        elif schema_part.endswith(")"):
            _check_argument(text, each, schema_part, tried.call, error)
            variable = variable_of(text, each.locations[0])
            if variable is not None:
                without[variable] = schema_part
            text = cut_argument(text, each.locations[0])
        else:
            inputs[_path(each, schema_part)] = schema_part
    # Remove fragments on types that only the removed fields used.
    text = pruned(text)
    for name in unknown:
        shorter = cut_type(text, name)
        if shorter == text and re.search(rf"\b{name}\b", text):
            raise error
        text = shorter
    for name in impossible:
        text = cut_fragment(text, name)
    text = pruned(text)
    if text == tried.call.operation.document and inputs == tried.inputs:
        raise error
    kept = {name: each for name, each in without.items() if not _uses(text, name)}
    operation = replace(tried.call.operation, document=text)
    made = AdaptedCall(Call(operation, tried.call.variables), fills, kept, inputs)
    return adapt_call(made.call, made)


def _cut_field(
    text: str,
    found: GraphQLErrorDetail,
    schema_part: str,
    fills: dict[str, object],
    operation: str,
) -> str:
    requirement = SCHEMA_REQUIREMENTS.get(schema_part)
    if requirement is None or not requirement.optional_for(operation) or not found.locations:
        raise _Refused(schema_part)
    text, key = cut_selection(text, found.locations[0], _MARK, requirement.through)
    fills[f"{_MARK}{key}"] = _Inside(key) if requirement.through else requirement.default
    return text


def _located(found: GraphQLErrorDetail, schema_part: str, text: str) -> GraphQLErrorDetail:
    """Return an error with its location in the document, which is computed if the server omitted it."""
    if found.locations:
        return found
    if _FIELD.search(found.message):
        owner, _, name = schema_part.partition(".")
        return replace(found, locations=field_positions(text, owner, name))
    if schema_part.endswith(")"):
        name, argument = schema_part.removesuffix(")").rpartition(".")[2].split("(")
        return replace(found, locations=argument_positions(text, name, argument))
    return found


def _check_argument(
    text: str,
    found: GraphQLErrorDetail,
    schema_part: str,
    call: Call[Any],
    error: UnsupportedError,
) -> None:
    """Check that a call has the same meaning without an argument.

    Raises:
        UnsupportedError: If the call sets the argument.
        _Refused: If the operation sets the argument.
    """
    if not found.locations:
        raise _unsupported(call, schema_part, error)
    requirement = SCHEMA_REQUIREMENTS.get(schema_part)
    variable = variable_of(text, found.locations[0])
    if variable is not None and call.variables.get(variable) is not None:
        raise _unsupported(call, schema_part, error)
    if variable is None and (requirement is None or not requirement.optional):
        raise _Refused(schema_part)


def _related_inputs(text: str, schema_part: str) -> dict[tuple[str, ...], str]:
    """Return the input fields of the call that servers gained together with a missing field, by path."""
    requirement = SCHEMA_REQUIREMENTS.get(schema_part)
    if requirement is None or not requirement.inputs:
        return {}
    declared = {kind: name for name, kind in re.findall(r"\$(\w+)\s*:\s*(\w+)", text)}
    related = (part.split(".") for part in requirement.inputs)
    return {(declared[kind], name): f"{kind}.{name}" for kind, name in related if kind in declared}


def _is_of_fragments(found: GraphQLErrorDetail) -> bool:
    return bool(_TYPE.search(found.message) or _SPREAD.search(found.message))


def _schema_part(found: GraphQLErrorDetail, text: str) -> str | None:
    """Return the missing part that an error names: `Type.field`, `Type.field(argument)` or `Input.field`."""
    if (named := _FIELD.search(found.message)) is not None:
        return f"{named[2]}.{named[1]}"
    if (named := _ARGUMENT.search(found.message)) is not None:
        owner = named[2] if "." in named[2] or named[3] is None else f"{named[3]}.{named[2]}"
        return f"{owner}({named[1]})"
    if (named := _INPUT.search(found.message)) is not None:
        return f"{named[2]}.{named[1]}"
    if (named := _VALUE.search(found.message)) is not None:
        return f"{named[2] or named[3]}.{named[1] or named[4]}"
    path = _path(found)
    if len(path) > 1 and "unknown field" in found.message.lower():
        declared = re.search(rf"\${path[0]}\s*:\s*\[?(\w+)", text)
        owner = declared[1] if declared is not None and len(path) == 2 else path[-2]
        return f"{owner}.{path[-1]}"
    return None


def _path(found: GraphQLErrorDetail, schema_part: str = "") -> tuple[str, ...]:
    """Return the path in the variables of a missing input field, as far as the error contains it."""
    if found.path[:1] == ("variable",):
        return tuple(str(part) for part in found.path[1:])
    named = re.search(r"\$(\w+)", found.message)
    if (within := _INSIDE.findall(found.message)) and named is not None:
        # The message has one sentence per field, with the outer field first.
        return (named[1], *within)
    if not schema_part:
        return ()
    inner = re.search(r" at ['\"]\w+((?:[.\[]\w+\]?)*)['\"]", found.message)
    between = re.findall(r"\w+", inner[1]) if inner is not None else []
    return (named[1] if named is not None else "input", *between, schema_part.rpartition(".")[2])


def _without(
    call: Call[Any],
    variables: Mapping[str, object],
    path: Sequence[str],
    schema_part: str,
) -> dict[str, object]:
    """Return variables without one field of an input object, which must be empty or optional."""
    wired = Call(call.operation, variables).wire_variables()
    inner: Any = wired
    for part in path[:-1]:
        inner = _within(inner, part)
    if isinstance(inner, dict) and path[-1] in inner:
        requirement = SCHEMA_REQUIREMENTS.get(schema_part)
        if inner[path[-1]] not in (None, [], {}) and not (
            requirement is not None and requirement.optional
        ):
            raise _unsupported(call, schema_part)
        del inner[path[-1]]
    return wired


def _within(value: object, part: str) -> object:
    if isinstance(value, list) and part.isdigit():
        return value[int(part)] if int(part) < len(value) else None
    return value.get(part) if isinstance(value, dict) else None


def _unsupported(
    call: Call[Any], schema_part: str, error: UnsupportedError | None = None
) -> UnsupportedError:
    made = missing_part(schema_part)
    made.operation = call.operation.name
    if error is not None:
        made.status, made.errors = error.status, error.errors
    return made


def _uses(text: str, variable: str) -> bool:
    return re.search(rf"\${variable}\b", text) is not None


def _filled(value: object, fills: Mapping[str, object]) -> object:
    if isinstance(value, list):
        return [_filled(each, fills) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        (key.removeprefix(_MARK) if key in fills else key): (
            _filled_field(each, fills[key], fills) if key in fills else _filled(each, fills)
        )
        for key, each in value.items()
    }


def _filled_field(value: object, fill: object, fills: Mapping[str, object]) -> object:
    if not isinstance(fill, _Inside):
        return fill
    return _filled(value.get(fill.key), fills) if isinstance(value, dict) else None
