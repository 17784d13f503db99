"""Inputs of mutations, built from the arguments of a caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql_graphql.base_model import InputModel

__all__ = ["input_of"]

InputT = TypeVar("InputT", bound="InputModel")


def input_of(model: type[InputT], values: Mapping[str, object]) -> InputT:
    """Build the input of a mutation.

    Args:
        model: The generated input.
        values: Its fields, by their Python names.

    Raises:
        UsageError: If a value has the wrong type; the message names the argument.
    """
    from pydantic import ValidationError

    try:
        return model.model_validate(values)
    except ValidationError as error:
        # No cause: pydantic's message quotes the whole input, which may contain secrets.
        found = error.errors(include_url=False, include_context=False)[0]
        name = ".".join(map(str, found["loc"])) or model.__name__
        raise UsageError(
            f"Invalid value for {name}, of type {type(found['input']).__name__}: {found['msg']}.",
            hint="Pass a value of the documented type.",
        ) from None
