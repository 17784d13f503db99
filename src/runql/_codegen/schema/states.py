"""Text form of a field, an argument or an input field of a schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql import Undefined, ast_from_value, print_ast

if TYPE_CHECKING:
    from graphql import GraphQLArgument, GraphQLInputField

__all__ = ["State", "state_of"]


@dataclass(frozen=True, slots=True)
class State:
    """The text form of a member: its type and its default."""

    type: str = ""
    default: str = ""


def state_of(node: GraphQLInputField | GraphQLArgument | object) -> State:
    """Return the text form of a field, an argument or an input field."""
    kind = getattr(node, "type", None)
    default = getattr(node, "default_value", Undefined)
    if default is Undefined or kind is None:
        return State(str(kind or ""))
    value = ast_from_value(default, kind)
    return State(str(kind), print_ast(value) if value is not None else "")
