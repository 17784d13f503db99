"""Calls with large responses, such as pages of history rows.

The fastest decoder reads the JSON before pydantic creates the models. In small responses, this saves nothing.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from runql_graphql.calls import Call, Operation

from runql._wire.responses.json_decoding import json_decoder

if TYPE_CHECKING:
    from runql_graphql.envelope import Envelope

__all__ = ["with_large_response"]

R = TypeVar("R")


class _LargeOperation(Operation[R]):
    """An operation with other decoding, and the same results and errors."""

    __slots__ = ()

    def parse(self, content: bytes) -> Envelope[R]:
        """Parse the body of a response.

        Raises:
            pydantic.ValidationError: If the body is not a GraphQL response. A subclass of ValueError.
        """
        try:
            return self._envelope().model_validate(json_decoder("all")(content))
        except ValueError:
            return Operation[R].parse(self, content)


def with_large_response(call: Call[R]) -> Call[R]:
    """Return the same call for a large response, whose JSON pydantic decodes slowly."""
    return Call(cast("Operation[R]", _large(call.operation)), call.variables)


@cache
def _large(operation: Operation[Any]) -> Operation[Any]:
    return _LargeOperation(
        **{each.name: getattr(operation, each.name) for each in fields(operation)}
    )
