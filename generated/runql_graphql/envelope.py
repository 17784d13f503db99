# Generated from codegen/runtime/envelope.py by `make generate`. Do not edit.

"""The outer structure of a GraphQL response: data, errors, or both."""

from __future__ import annotations

import json
from typing import Annotated, Any, ClassVar, Generic, TypeVar, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    JsonValue,
    ValidationError,
    model_validator,
)
from pydantic_core import from_json

__all__ = ["Envelope", "GraphQLErrorItem", "read_envelope"]

R = TypeVar("R")


class GraphQLErrorItem(BaseModel):
    """One error of a response.

    Attributes:
        message: Message of the server.
        path: Response field that failed: names, and indexes into lists.
        locations: Lines and columns of the document, each as `line` and `column`.
        extensions: Additional values of the server, such as an error code.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True)

    message: str
    path: list[str | int] | None = None
    locations: list[dict[str, JsonValue]] | None = None
    extensions: dict[str, JsonValue] | None = None

    @model_validator(mode="before")
    @classmethod
    def _accept_any_shape(cls, item: object) -> object:
        # Servers and proxies also send plain strings, and errors without a message.
        if isinstance(item, cls):
            return item
        if not isinstance(item, dict):
            return {"message": item if isinstance(item, str) else json.dumps(item)}
        error = cast("dict[str, object]", item)
        if not isinstance(error.get("message"), str):
            error = {**error, "message": json.dumps(error, default=str)}
        kinds = {"message": str, "path": list, "locations": list, "extensions": dict}
        return {key: error[key] for key, kind in kinds.items() if isinstance(error.get(key), kind)}


def _as_list(errors: object) -> object:
    if isinstance(errors, str):
        return [errors]
    return [cast("object", errors)] if isinstance(errors, dict) else errors


class Envelope(BaseModel, Generic[R]):
    """A response.

    Attributes:
        data: The result; None if the server sent no data, or only an incomplete result.
        errors: The errors; None or empty if there were none.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, defer_build=True)

    data: R | None = None
    errors: Annotated[list[GraphQLErrorItem] | None, BeforeValidator(_as_list)] = None


def read_envelope(envelope: type[Envelope[R]], content: bytes) -> Envelope[R]:
    """Parse a response. If it contains errors, data that does not fit the model is dropped.

    Raises:
        pydantic.ValidationError: If the content contains neither data nor errors.
    """
    try:
        return envelope.model_validate_json(content)
    except ValidationError as error:
        body = _decode(content)
        if body is None:
            raise
        if body.get("errors"):
            return _read_partial(envelope, body)
        if error.errors(include_url=False, include_input=False)[0]["type"] != "json_invalid":
            raise
        return envelope.model_validate(body)


def _read_partial(envelope: type[Envelope[R]], body: dict[str, Any]) -> Envelope[R]:
    try:
        return envelope.model_validate(body)
    except ValidationError:
        return envelope.model_validate({"errors": body["errors"]})


def _decode(content: bytes) -> dict[str, Any] | None:
    try:
        body: object = from_json(content)
    except ValueError:
        # The strict parser rejects lone surrogates; the standard library accepts them.
        try:
            body = json.loads(content)
        except (ValueError, RecursionError):
            return None
    return cast("dict[str, Any]", body) if isinstance(body, dict) else None
