"""Python types for the schema's custom scalars."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeAlias, cast

from pydantic import AfterValidator, JsonValue
from pydantic_core import core_schema, from_json

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

__all__ = ["JSON", "DateTime", "Duration", "JSONString", "JsonValue"]

_SHOWN = 40


class JSONString:
    """JSON in a string, decoded on first access.

    Attributes:
        raw: The JSON text that the server sent.
    """

    __slots__ = ("_decoded", "raw")

    raw: str
    _decoded: JsonValue

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @property
    def value(self) -> JsonValue:
        """The decoded value, cached and not to be modified. NaN, Infinity and big integers are exact.

        Raises:
            ValueError: If the text is not valid JSON.
        """
        try:
            return self._decoded
        except AttributeError:
            self._decoded = _decode(self.raw)
            return self._decoded

    def decode(self) -> JsonValue:
        """Return a newly decoded value, which the caller may modify. The value is not
        cached.

        Raises:
            ValueError: If the text is not valid JSON.
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
            # Some servers send the value itself instead of a string.
            return cls(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        raise ValueError(f"expected JSON, got a {type(value).__name__}")


def _decode(raw: str) -> JsonValue:
    try:
        # Keys repeat between JSON objects. Values rarely do, and caching them costs as much as parsing them.
        return cast("JsonValue", from_json(raw, cache_strings="keys"))
    except (ValueError, TypeError):
        # The strict parser rejects lone surrogates; the standard library accepts them.
        try:
            return cast("JsonValue", json.loads(raw))
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None


def _aware(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class _Unchecked:
    """Accepts every value. `SkipValidation` also builds the schema that it skips, which is slow for recursive types."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.any_schema()


JSON: TypeAlias = Annotated[JsonValue, _Unchecked]
"""Any JSON value that the server sent."""

DateTime: TypeAlias = Annotated[datetime, AfterValidator(_aware)]
"""A time, always aware and in UTC. W&B omits the zone and means UTC."""

Duration: TypeAlias = float
"""A duration in seconds."""
