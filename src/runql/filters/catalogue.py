"""Catalogs of fields for filters, with the fields of runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from runql.errors import FilterError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "RUNS",
    "RUN_FIELDS",
    "FieldSpec",
    "Kind",
    "Vocabulary",
    "WireName",
    "kind_of",
    "near",
    "python_name",
]

Kind = Literal["text", "number", "time", "tags", "value"]
"""Kind of a field's values. `tags` is a list of names, `value` is any JSON value."""


class WireName(str):
    """A field name from `F.field()`, which is sent without a check."""

    __slots__ = ()


class FieldSpec(NamedTuple):
    """A field in the API's format.

    Attributes:
        wire: Name in the API.
        kind: Kind of the values.
        choices: Allowed values; empty for any value.
    """

    wire: str
    kind: Kind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The fields that a kind of object can be filtered by.

    Attributes:
        noun: Name of the object, singular, such as `run`.
        plural: Name of the object, plural, such as `runs`.
        fields: Fields by name, including all spellings.
        documents: API names of the prefixes of dotted keys.
        hints: Likely intended names for other names. A value that ends in a period is a sentence.
        keep_spelling: Whether names in a dict are sent unchanged, because servers know all spellings.
    """

    noun: str
    plural: str
    fields: Mapping[str, FieldSpec]
    documents: Mapping[str, str] = field(default_factory=dict[str, str])
    hints: Mapping[str, str] = field(default_factory=dict[str, str])
    keep_spelling: bool = False

    def find(self, name: str) -> FieldSpec:
        """Return the field with a name, in any spelling.

        Raises:
            FilterError: If the field does not exist.
        """
        if isinstance(name, WireName):
            return FieldSpec(name, _vouched(self.fields.get(name)))
        if name in self.fields:
            return self.fields[name]
        prefix, dot, key = name.partition(".")
        if prefix in self.documents and dot and key:
            return FieldSpec(f"{self.documents[prefix]}.{key}", "value")
        raise FilterError(
            f"Unknown field of a {self.noun}: {name!r}.", hint=f"{self._meant(name)}{self.known}"
        )

    def spelled(self, name: str) -> str:
        """Return the name of a field for the request.

        Raises:
            FilterError: If the field does not exist.
        """
        found = self.find(name)
        # Users write `summary`, but servers do not know this name.
        kept = self.keep_spelling and not name.startswith("summary.")
        return name if kept else found.wire

    @property
    def known(self) -> str:
        """The sentence with the allowed fields."""
        names = sorted({each.wire for each in self.fields.values()} & set(self.fields))
        documents = sorted(set(self.documents.values()) - {"keys_info"} - set(self.fields))
        names += [f"{each}.KEY" for each in documents]
        return f"Allowed values: {', '.join(names[:-1])} and {names[-1]}."

    def _meant(self, name: str) -> str:
        hint = self.hints.get(name) or self.hints.get(name.partition(".")[0])
        if hint is not None and hint.endswith("."):
            return f"{hint} "
        meant = hint or near(name, self.fields)
        return f"Did you mean {meant!r}? " if meant else ""


_STATES: Final = (
    "pending", "running", "finished", "failed", "crashed", "killed", "preempting", "preempted",
)  # fmt: skip

# For fields with two API spellings, requests use the spelling of the official documentation.
_CREATED = FieldSpec("createdAt", "time")
_DISPLAY_NAME = FieldSpec("displayName", "text")
_HEARTBEAT = FieldSpec("heartbeatAt", "time")
_JOB_TYPE = FieldSpec("jobType", "text")
_UPDATED = FieldSpec("updatedAt", "time")

RUN_FIELDS: Final[Mapping[str, FieldSpec]] = {
    "commit": FieldSpec("commit", "text"),
    "createdAt": _CREATED,
    "created_at": _CREATED,
    "description": FieldSpec("description", "text"),
    "displayName": _DISPLAY_NAME,
    "display_name": _DISPLAY_NAME,
    "duration": FieldSpec("duration", "number"),
    "entity": FieldSpec("entity", "text"),
    "group": FieldSpec("group", "text"),
    "heartbeatAt": _HEARTBEAT,
    "heartbeat_at": _HEARTBEAT,
    "host": FieldSpec("host", "text"),
    "inputArtifacts": FieldSpec("inputArtifacts", "tags"),
    "jobType": _JOB_TYPE,
    "job_type": _JOB_TYPE,
    "name": FieldSpec("name", "text"),
    "notes": FieldSpec("notes", "text"),
    "outputArtifacts": FieldSpec("outputArtifacts", "tags"),
    "state": FieldSpec("state", "text", _STATES),
    "sweep": FieldSpec("sweep", "text"),
    "tags": FieldSpec("tags", "tags"),
    "updatedAt": _UPDATED,
    "updated_at": _UPDATED,
    "username": FieldSpec("username", "text"),
}
"""Fields of runs by name, including all spellings."""

RUNS: Final = Vocabulary(
    "run",
    "runs",
    RUN_FIELDS,
    # The API name of the summary is `summary_metrics`.
    documents={
        "config": "config",
        "keys_info": "keys_info",
        "summary": "summary_metrics",
        "summary_metrics": "summary_metrics",
        "tags": "tags",
    },
    # Names that users often try, but difflib does not match.
    hints={
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
    },
    keep_spelling=True,
)
"""Fields that runs can be filtered by."""

_ATTRIBUTES: Final = frozenset(
    {
        "created_at", "description", "display_name", "duration", "group", "heartbeat_at", "host",
        "job_type", "name", "notes", "state", "sweep", "tags", "username",
    }
)  # fmt: skip


def kind_of(wire: str) -> Kind:
    """Return the kind of a run field's values. Unknown fields may have any value."""
    if isinstance(wire, WireName):
        return _vouched(RUN_FIELDS.get(wire))
    return RUN_FIELDS[wire].kind if wire in RUN_FIELDS else "value"


def _vouched(known: FieldSpec | None) -> Kind:
    """Return the kind of a field from `F.field()`. Servers fail on other values of tags and times."""
    return known.kind if known is not None and known.kind in ("tags", "time") else "value"


def python_name(wire: str) -> str:
    """Return the Python expression of a field."""
    if isinstance(wire, WireName):
        return f"F.field({str(wire)!r})"
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
    """Return the known name that is most similar."""
    import difflib

    by_letters = {each.lower().replace("_", ""): each for each in known}
    plain = word.lower().replace("_", "")
    found = difflib.get_close_matches(plain, list(by_letters), n=1)
    return by_letters[found[0]] if found else None
