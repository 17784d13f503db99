# Generated from codegen/runtime/open_union.py by `make generate`. Do not edit.

"""Unions and interfaces that accept types of newer servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast, get_args

from pydantic import ConfigDict, Field
from pydantic_core import core_schema

from .base_model import BaseModel

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

__all__ = ["OpenUnion", "UnknownType"]

_UNKNOWN = "(unknown)"


class UnknownType(BaseModel):
    """An object of an unknown type, which was added after this package was generated.

    Attributes:
        typename__: Name of the type. Other selected fields are in `model_extra`.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow")

    typename__: str = Field(
        default=_UNKNOWN, validation_alias="__typename", serialization_alias="__typename"
    )


class OpenUnion:
    """Marks a union. `__typename` selects the type; unknown types become an `UnknownType`."""

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401 - a union has no type of its own
        handler: GetCoreSchemaHandler,
    ) -> core_schema.CoreSchema:
        choices: dict[str, core_schema.CoreSchema] = {}
        for member in get_args(source):
            schema = handler.generate_schema(member)
            for typename in _typenames(member):
                choices[typename] = schema

        def tag(value: object) -> str:
            typename = _typename(value)
            return typename if typename in choices else _UNKNOWN

        return core_schema.tagged_union_schema(choices, tag)


def _typenames(member: type[BaseModel]) -> tuple[str, ...]:
    if issubclass(member, UnknownType):
        return (_UNKNOWN,)
    return get_args(member.model_fields["typename__"].annotation)


def _typename(value: object) -> str:
    found: object
    if isinstance(value, dict):
        sent = cast("dict[str, object]", value)
        found = sent.get("__typename", sent.get("typename__"))
    else:
        found = getattr(value, "typename__", None)
    return found if isinstance(found, str) else _UNKNOWN
