"""Fields of an exported run that filters and orders can use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from runql.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "DOCUMENTS",
    "NAMES",
    "Found",
    "Operand",
    "RunFields",
    "find_operand",
    "found",
    "time_text",
]


class Found(NamedTuple):
    """A value with its kind in filters; None is the kind of an absent field."""

    kind: Literal["null", "bool", "number", "text", "array", "object"] | None
    value: Any


ABSENT: Final = Found(None, None)
_LARGEST_INTEGER: Final = 2**63 - 1
_MOST_PARTS: Final = 16
_COLUMNS: Final[Mapping[str, tuple[str, Literal["text", "number", "time", "json"]]]] = {
    "name": ("name", "text"),
    "display_name": ("displayName", "text"),
    "state": ("state", "text"),
    "created_at": ("createdAt", "time"),
    "heartbeat_at": ("heartbeatAt", "time"),
    "updated_at": ("updatedAt", "time"),
    "job_type": ("jobType", "text"),
    "group": ("group", "text"),
    "host": ("host", "text"),
    "commit": ("commit", "text"),
    "notes": ("notes", "text"),
    "description": ("description", "text"),
    "sweep": ("sweepName", "text"),
    "username": ("user", "text"),
    "duration": ("computeSeconds", "number"),
    "tags": ("tags", "json"),
}
_SPELLINGS: Final[Mapping[str, str]] = {
    "displayName": "display_name",
    "createdAt": "created_at",
    "heartbeatAt": "heartbeat_at",
    "updatedAt": "updated_at",
    "jobType": "job_type",
}
_EMPTY: Final = frozenset({"id"})
"""Names that the server accepts, although no run has a value for them."""

NAMES: Final = (*_COLUMNS, *_SPELLINGS)
"""Fields that are not part of config or summary."""

DOCUMENTS: Final[Mapping[str, str]] = {"config": "config", "summary_metrics": "summaryMetrics"}
"""Config and summary, by their prefix in filters."""

_WRAPPED: Final = frozenset({"config"})


@dataclass(frozen=True)
class RunFields:
    """A run as the server returned it.

    Attributes:
        snapshot: The server's JSON of the run.
        place: Position in the listing.
    """

    snapshot: Mapping[str, Any]
    place: int = 0

    def document(self, prefix: str) -> Any:  # noqa: ANN401 - any JSON value
        """Return config or summary by its prefix."""
        return self._documents[prefix]

    @cached_property
    def _documents(self) -> dict[str, Any]:
        return {prefix: _read(self.snapshot.get(name)) for prefix, name in DOCUMENTS.items()}


@dataclass(frozen=True, slots=True)
class Operand:
    """A field of a filter or an order.

    Attributes:
        name: The field, as the filter spells it.
        holds: Type of its values; `json` is any type.
        paths: Candidate paths in config or summary, in order of precedence; empty for other fields.
        column: Member of the server's JSON; empty for keys of config and summary.
    """

    name: str
    holds: Literal["text", "number", "time", "json"]
    paths: tuple[tuple[str, ...], ...] = ()
    column: str = ""

    @property
    def is_stored(self) -> bool:
        """Whether it is not a key of config or summary."""
        return bool(self.column)

    def of(self, run: RunFields) -> Found:
        """Return the value of the field in a run."""
        if self.column:
            return self._stored(run.snapshot.get(self.column))
        if not self.paths:
            return ABSENT
        document = run.document(self.name.partition(".")[0])
        return next(
            (each for path in self.paths if (each := _inside(document, path)).kind is not None),
            ABSENT,
        )

    def _stored(self, value: Any) -> Found:  # noqa: ANN401 - any JSON value
        if self.column == "user":
            value = value.get("username") if isinstance(value, Mapping) else None
        if value is None:
            return ABSENT
        return Found("text", time_text(value)) if self.holds == "time" else found(value)


def find_operand(name: str) -> Operand:
    """Return a field by name.

    Raises:
        FilterError: If the field does not exist.
    """
    column = _COLUMNS.get(_SPELLINGS.get(name, name))
    if column is not None:
        return Operand(name, column[1], column=column[0])
    if name in _EMPTY:
        return Operand(name, "json")
    prefix, _, rest = name.partition(".")
    if prefix not in DOCUMENTS or not rest:
        known = ", ".join([*_COLUMNS, *(f"{each}.KEY" for each in DOCUMENTS)])
        raise FilterError(f"Unknown field: {name!r}.", hint=f"Allowed values: {known}.")
    parts = rest.split(".")
    if len(parts) > _MOST_PARTS:
        raise FilterError(f"A field must have at most {_MOST_PARTS} parts, got {name!r}.")
    return Operand(name, "json", tuple(_paths(parts, wrapped=prefix in _WRAPPED)))


def found(value: Any) -> Found:  # noqa: ANN401 - any JSON value
    """Return a JSON value with its kind."""
    if value is None or value != value:
        return Found("null", None)  # the server's database stores NaN as null
    if isinstance(value, bool):
        return Found("bool", int(value))
    if isinstance(value, int | float):
        return Found("number", number(value))
    if isinstance(value, str):
        return Found("text", value)
    return Found("array" if isinstance(value, list) else "object", value)


def number(value: float) -> float:
    """Return a number as the server's database compares it.

    Integers beyond 64 bits become floats.
    """
    if isinstance(value, int) and abs(value) > _LARGEST_INTEGER:
        try:
            return float(value)
        except OverflowError:
            return float("inf") if value > 0 else float("-inf")
    return value


def time_text(value: str) -> str:
    """Return a time in a form whose string order is the order of times.

    Raises:
        ValueError: If the value is not a time.
    """
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat(timespec="microseconds")


def _read(text: object) -> Any:  # noqa: ANN401 - any JSON value
    return json.loads(text) if isinstance(text, str) and text else {}


def _inside(document: Any, path: Sequence[str]) -> Found:  # noqa: ANN401 - any JSON value
    for key in path:
        if not isinstance(document, dict) or key not in document:
            return ABSENT
        document = document[key]
    return found(document)


def _paths(parts: Sequence[str], *, wrapped: bool) -> Iterator[tuple[str, ...]]:
    """Yield the paths that a dotted name may refer to, the longest literal key first."""
    for key, *rest in _readings(parts):
        if wrapped and rest[:1] != ["value"]:
            yield (key, "value", *rest)
        elif wrapped:
            yield (key, *rest)
            yield (key, "value", *rest)
        else:
            yield (key, *rest)


def _readings(parts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the keys that a dotted name may refer to; at most one has dots."""
    count = len(parts)
    for start in range(count):
        for stop in range(count, start + 1, -1):
            yield [*parts[:start], ".".join(parts[start:stop]), *parts[stop:]]
    yield list(parts)
