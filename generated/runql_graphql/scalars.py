# Generated from codegen/runtime/scalars.py by `make generate`. Do not edit.

"""The schema's own scalars as Python values."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias, cast

from pydantic import AfterValidator, JsonValue, SkipValidation
from pydantic_core import core_schema, from_json

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

__all__ = ["JSON", "DateTime", "Duration", "JSONString", "JsonValue"]

_SHOWN = 40


class JSONString:
    """A JSON document in a string, decoded when it is first looked at.

    Attributes:
        raw: The text as the server sent it.
    """

    __slots__ = ("_decoded", "raw")

    raw: str
    _decoded: JsonValue

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @property
    def value(self) -> JsonValue:
        """The document, decoded once; not to be changed. NaN, Infinity and big integers are exact.

        Raises:
            ValueError: If the text is not JSON.
        """
        try:
            return self._decoded
        except AttributeError:
            self._decoded = _decode(self.raw)
            return self._decoded

    def decode(self) -> JsonValue:
        """Return the document, decoded again: it is the caller's own, and nothing of it is kept
        here.

        Raises:
            ValueError: If the text is not JSON.
        """
        return _decode(self.raw)

    def __eq__(self, other: object) -> bool:
        return self.raw == other.raw if isinstance(other, JSONString) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.raw)

    def __repr__(self) -> str:
        shown = self.raw if len(self.raw) <= _SHOWN else self.raw[: _SHOWN - 1] + "…"
        return f"JSONString({shown!r})"

    def __str__(self) -> str:
        return self.raw

    def __reduce__(self) -> tuple[type[JSONString], tuple[str]]:
        return JSONString, (self.raw,)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[JSONString], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def _validate(cls, value: object) -> JSONString:
        if isinstance(value, str):
            return cls(value)
        if isinstance(value, cls):
            return value
        if isinstance(value, dict | list | bool | int | float):
            # Some servers send the document itself.
            return cls(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        raise ValueError(f"a JSON document is expected, not a {type(value).__name__}")


def _decode(raw: str) -> JsonValue:
    try:
        # Keys repeat from document to document. Values seldom do, and keeping them costs as much as reading them.
        return cast("JsonValue", from_json(raw, cache_strings="keys"))
    except (ValueError, TypeError):
        # Lone surrogates: the strict parser refuses them, the standard library does not.
        try:
            return cast("JsonValue", json.loads(raw))
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None


def _aware(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


JSON: TypeAlias = Annotated[JsonValue, SkipValidation]
"""Any JSON value, as the server sent it."""

DateTime: TypeAlias = Annotated[datetime, AfterValidator(_aware)]
"""A moment, always aware and in UTC; W&B leaves the zone out and means UTC."""

Duration: TypeAlias = float
"""A length of time in seconds."""
