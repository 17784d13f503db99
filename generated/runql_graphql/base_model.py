# Generated from codegen/runtime/base_model.py by `make generate`. Do not edit.

"""Base classes of the generated models."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel as PydanticBaseModel
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

__all__ = ["BaseModel", "InputModel"]


class BaseModel(PydanticBaseModel):
    """A part of a response: frozen, with Python names for GraphQL names.

    `model_fields_set` contains the fields that the server sent, as opposed to fields that were not requested.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        alias_generator=to_camel,
        defer_build=True,
        frozen=True,
        populate_by_name=True,
        protected_namespaces=(),
    )


class InputModel(PydanticBaseModel):
    """An input object. Only fields that were set are sent, including None as null."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        alias_generator=to_camel,
        defer_build=True,
        extra="forbid",
        populate_by_name=True,
        protected_namespaces=(),
        validate_assignment=True,
    )
