# Generated from codegen/runtime/calls.py by `make generate`. Do not edit.

"""Operations and calls as values: the document, its variables, and the type of the response."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from .envelope import Envelope

__all__ = ["UNSET", "AsyncSender", "Call", "Operation", "PagedCall", "Sender", "Unset"]

R = TypeVar("R")
N = TypeVar("N")


class Unset(Enum):
    """The type of `UNSET`: an omitted variable, as opposed to null."""

    UNSET = "unset"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        return False


UNSET: Final = Unset.UNSET
"""Omits a variable, so that the server's default applies."""

_PACKAGE: Final = __name__.rpartition(".")[0]

_envelopes: dict[tuple[str, str], type[Envelope[Any]]] = {}
_building = Lock()


@dataclass(frozen=True, slots=True, repr=False)
class Operation(Generic[R]):
    """A query or mutation.

    Attributes:
        name: Name in GraphQL.
        kind: `query` or `mutation`.
        model: Location of the result model, as `module:Class`; imported on first use.
        document: Text to send, including all fragments.
        arguments: Python name of each variable, with its GraphQL name.
        package: Package to which `model` is relative.
    """

    name: str
    kind: Literal["query", "mutation"]
    model: str
    document: str
    arguments: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    package: str = _PACKAGE

    @staticmethod
    def join(*texts: str) -> str:
        """Return the text of an operation and its fragments as one document."""
        return "\n\n".join(texts)

    def result_type(self) -> type[R]:
        """Import and return the result model."""
        module, _, name = self.model.partition(":")
        return cast("type[R]", getattr(import_module(module, self.package), name))

    def parse(self, content: bytes) -> Envelope[R]:
        """Parse the body of a response.

        If the response contains errors, data that does not fit the model is dropped, so that the errors can
        be read.

        Raises:
            pydantic.ValidationError: If the body is not a GraphQL response. The error is a ValueError.
        """
        from .envelope import read_envelope

        return read_envelope(self._envelope(), content)

    def _envelope(self) -> type[Envelope[R]]:
        key = (self.package, self.model)
        known = _envelopes.get(key)
        if known is None:
            # Two threads must not complete a deferred model concurrently.
            with _building:
                known = _envelopes.get(key)
                if known is None:
                    known = self._build_envelope()
                    _envelopes[key] = known
        return known

    def _build_envelope(self) -> type[Envelope[R]]:
        from .envelope import Envelope

        envelope = cast("type[Envelope[R]]", Envelope.__class_getitem__(self.result_type()))
        envelope.model_rebuild()
        return envelope

    def __repr__(self) -> str:
        return f"<Operation {self.kind} {self.name}>"


@dataclass(frozen=True, slots=True, repr=False)
class Call(Generic[R]):
    """An operation with its variables, which is all that a transport needs.

    Attributes:
        operation: The operation.
        variables: Python values by GraphQL name. Omitted variables are absent.
    """

    operation: Operation[R]
    variables: Mapping[str, object] = field(default_factory=dict[str, object])

    def __post_init__(self) -> None:
        given = {name: value for name, value in self.variables.items() if value is not UNSET}
        object.__setattr__(self, "variables", given)

    def replace(self, **variables: object) -> Call[R]:
        """Return the same call with some variables changed. `UNSET` omits a variable.

        Args:
            **variables: Values by Python or GraphQL name.

        Raises:
            TypeError: If the operation does not have the variable.
        """
        arguments = self.operation.arguments
        known = {*arguments.values(), *self.variables}
        changed = dict(self.variables)
        for name, value in variables.items():
            graphql_name = arguments.get(name, name)
            if graphql_name not in known:
                raise TypeError(
                    f"{self.operation.name} has no variable {name!r}. "
                    f"Its variables: {', '.join(sorted(arguments)) or 'none'}."
                )
            changed[graphql_name] = value
        return Call(self.operation, changed)

    def wire_variables(self) -> dict[str, object]:
        """Return the variables as JSON values. Input objects contain the fields that were set."""
        return {name: _to_wire(value) for name, value in self.variables.items()}

    def body(self) -> bytes:
        """Return the request body.

        Raises:
            ValueError: If a float is NaN or infinite, which JSON does not support.
            TypeError: If a value cannot be converted to JSON.
        """
        payload = {
            "query": self.operation.document,
            "operationName": self.operation.name,
            "variables": self.wire_variables(),
        }
        return json.dumps(payload, allow_nan=False, separators=(",", ":")).encode()

    def __repr__(self) -> str:
        # Variables may contain private data of users.
        return f"<Call {self.operation.name}>"


@dataclass(frozen=True, slots=True, repr=False)
class PagedCall(Call[R], Generic[R, N]):
    """A call of an operation that pages through one connection, whose node type is `N`."""

    def replace(self, **variables: object) -> PagedCall[R, N]:
        """Return the same call with some variables changed. `UNSET` omits a variable.

        Args:
            **variables: Values by Python or GraphQL name.

        Raises:
            TypeError: If the operation does not have the variable.
        """
        changed = Call.replace(self, **variables)
        return PagedCall(changed.operation, changed.variables)


class Sender(Protocol):
    """A transport for calls."""

    def send(self, call: Call[R], /) -> R:
        """Send a call and return its result."""
        ...


class AsyncSender(Protocol):
    """An async transport for calls."""

    async def send(self, call: Call[R], /) -> R:
        """Send a call and return its result."""
        ...


def _to_wire(value: Any) -> object:  # noqa: ANN401 - narrowed step by step
    if isinstance(value, Enum):
        return _to_wire(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return _datetime_to_wire(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        items = cast("Mapping[str, object]", value).items()
        return {key: _to_wire(item) for key, item in items}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_to_wire(item) for item in cast("Sequence[object]", value)]
    return _model_to_wire(value)


def _datetime_to_wire(value: datetime) -> str:
    # The server interprets a time without a zone as UTC, so use the same rule.
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return aware.isoformat().replace("+00:00", "Z")


def _model_to_wire(value: object) -> object:
    from pydantic import BaseModel

    from .scalars import JSONString

    if isinstance(value, BaseModel):
        return _to_wire(value.model_dump(by_alias=True, exclude_unset=True))
    if isinstance(value, JSONString):
        return value.raw
    raise TypeError(f"A {type(value).__name__} cannot be sent as a GraphQL variable.")
