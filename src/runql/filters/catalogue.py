"""What a run can be filtered by: its own fields, and the keys of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from runql.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RUN_FIELDS", "Kind", "RunField", "find_field", "kind_of", "near", "python_name"]

Kind = Literal["text", "number", "time", "tags", "value"]
"""What a field holds; `value` is anything that JSON can say."""


class RunField(NamedTuple):
    """A field as the wire has it.

    Attributes:
        wire: Its name.
        kind: What it holds.
    """

    wire: str
    kind: Kind


# Where a field has two spellings on the wire, the official documentation's is the one we send.
_CREATED = RunField("createdAt", "time")
_DISPLAY_NAME = RunField("displayName", "text")
_HEARTBEAT = RunField("heartbeatAt", "time")
_JOB_TYPE = RunField("jobType", "text")
_UPDATED = RunField("updatedAt", "time")

RUN_FIELDS: Final[Mapping[str, RunField]] = {
    "commit": RunField("commit", "text"),
    "createdAt": _CREATED,
    "created_at": _CREATED,
    "description": RunField("description", "text"),
    "displayName": _DISPLAY_NAME,
    "display_name": _DISPLAY_NAME,
    "duration": RunField("duration", "number"),
    "entity": RunField("entity", "text"),
    "group": RunField("group", "text"),
    "heartbeatAt": _HEARTBEAT,
    "heartbeat_at": _HEARTBEAT,
    "host": RunField("host", "text"),
    "inputArtifacts": RunField("inputArtifacts", "value"),
    "jobType": _JOB_TYPE,
    "job_type": _JOB_TYPE,
    "name": RunField("name", "text"),
    "notes": RunField("notes", "text"),
    "outputArtifacts": RunField("outputArtifacts", "value"),
    "state": RunField("state", "text"),
    "sweep": RunField("sweep", "text"),
    "tags": RunField("tags", "tags"),
    "updatedAt": _UPDATED,
    "updated_at": _UPDATED,
    "username": RunField("username", "text"),
}
"""Every spelling of a run's own fields."""

# `summary` is what people write and what no server knows; the column is `summary_metrics`.
_DOCUMENTS: Final[Mapping[str, str]] = {
    "config": "config",
    "keys_info": "keys_info",
    "summary": "summary_metrics",
    "summary_metrics": "summary_metrics",
    "tags": "tags",
}

# Names that people reach for and difflib does not find.
_HINTS: Final[Mapping[str, str]] = {
    "Name": "display_name",
    "config": "config.KEY",
    "id": "name",
    "job": "job_type",
    "run_id": "name",
    "run_name": "display_name",
    "runtime": "duration",
    "status": "state",
    "summary": "summary_metrics.KEY",
    "summary_metrics": "summary_metrics.KEY",
    "sweep_name": "sweep",
    "tag": "tags",
    "user": "username",
}

_ATTRIBUTES: Final = frozenset(
    {
        "created_at", "description", "display_name", "duration", "group", "heartbeat_at", "host",
        "job_type", "name", "notes", "state", "sweep", "tags", "username",
    }
)  # fmt: skip


def find_field(name: str) -> RunField:
    """Return the field of a name, in any spelling.

    Raises:
        FilterError: The server knows no such field.
    """
    if name in RUN_FIELDS:
        return RUN_FIELDS[name]
    prefix, dot, key = name.partition(".")
    if prefix in _DOCUMENTS and dot and key:
        return RunField(f"{_DOCUMENTS[prefix]}.{key}", "value")
    meant = _HINTS.get(name) or near(name, RUN_FIELDS)
    known = ", ".join(sorted({field.wire for field in RUN_FIELDS.values()}))
    raise FilterError(
        f"{name!r} is no field of a run.",
        hint=(f"Did you mean {meant!r}? " if meant else "")
        + f"Known are {known}, config.KEY and summary_metrics.KEY.",
    )


def kind_of(wire: str) -> Kind:
    """Return what a field holds; unknown fields may hold anything."""
    return RUN_FIELDS[wire].kind if wire in RUN_FIELDS else "value"


def python_name(wire: str) -> str:
    """Return the Python expression of a field."""
    for attribute in _ATTRIBUTES:
        if RUN_FIELDS[attribute].wire == wire:
            return f"F.{attribute}"
    prefix, _, key = wire.partition(".")
    if prefix == "config" and key:
        return f"F.config[{key!r}]"
    if prefix == "summary_metrics" and key:
        return f"F.summary[{key!r}]"
    return f"F.field({wire!r})"


def near(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str | None:
    """Return the known word that was probably meant."""
    import difflib

    found = difflib.get_close_matches(word, list(known), n=1)
    return found[0] if found else None
