"""The fields of a run that a server can filter and order by."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from runql._order import Order
from runql.errors import FilterError
from runql.filters.expressions import Comparison, Filter
from runql.filters.values import FilterValue, wire_list, wire_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["RUN_FIELDS", "F", "Field", "TagsField", "wire_field"]

RUN_FIELDS: Final[Mapping[str, str]] = {
    "commit": "commit",
    "created_at": "created_at",
    "createdAt": "createdAt",
    "description": "description",
    "display_name": "display_name",
    "displayName": "displayName",
    "duration": "duration",
    "group": "group",
    "heartbeat_at": "heartbeat_at",
    "heartbeatAt": "heartbeatAt",
    "host": "host",
    "job_type": "jobType",
    "jobType": "jobType",
    "name": "name",
    "notes": "notes",
    "state": "state",
    "sweep": "sweep",
    "tags": "tags",
    "updated_at": "updated_at",
    "updatedAt": "updatedAt",
    "username": "username",
}
"""Every spelling of a run's own fields, and what is sent for it."""

_PREFIXES: Final[Mapping[str, str]] = {
    "config.": "config.",
    "summary.": "summary_metrics.",
    "summary_metrics.": "summary_metrics.",
    "tags.": "tags.",
    "keys_info.": "keys_info.",
}


def wire_field(name: str) -> str:
    """Return what is sent for a field's name.

    Raises:
        FilterError: The server knows no such field.
    """
    if name in RUN_FIELDS:
        return RUN_FIELDS[name]
    for prefix, sent in _PREFIXES.items():
        if name.startswith(prefix) and len(name) > len(prefix):
            return sent + name[len(prefix) :]
    near = difflib.get_close_matches(name, RUN_FIELDS, n=1)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    raise FilterError(
        f"{name!r} is no field of a run.",
        remedy=f"{hint}Known are {', '.join(sorted(set(RUN_FIELDS.values())))}, "
        "config.KEY and summary_metrics.KEY.",
    )


class Field:
    """A field to compare with values.

    Two fields cannot be compared with each other: the server's language has no such thing.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __eq__(self, value: FilterValue) -> Filter:  # type: ignore[override]  # a condition, not a truth
        return self._compare("$eq", value)

    def __ne__(self, value: FilterValue) -> Filter:  # type: ignore[override]  # a condition, not a truth
        return self._compare("$ne", value)

    def __lt__(self, value: FilterValue) -> Filter:
        return self._compare("$lt", value)

    def __le__(self, value: FilterValue) -> Filter:
        return self._compare("$lte", value)

    def __gt__(self, value: FilterValue) -> Filter:
        return self._compare("$gt", value)

    def __ge__(self, value: FilterValue) -> Filter:
        return self._compare("$gte", value)

    def __hash__(self) -> int:
        return hash(self._name)

    def __getitem__(self, key: str) -> Field:
        """Return the field of a nested key."""
        return Field(f"{self._name}.{key}")

    def in_(self, values: Iterable[FilterValue]) -> Filter:
        """Equal to one of the values."""
        return Comparison(self._name, "$in", wire_list(values))

    def not_in(self, values: Iterable[FilterValue]) -> Filter:
        """Equal to none of the values; true of runs that lack the field."""
        return Comparison(self._name, "$nin", wire_list(values))

    def exists(self) -> Filter:
        """The run has the field."""
        return Comparison(self._name, "$exists", True)

    def missing(self) -> Filter:
        """The run lacks the field."""
        return Comparison(self._name, "$exists", False)

    def matches(self, pattern: str | re.Pattern[str]) -> Filter:
        """The text holds a match of a regular expression, in RE2's syntax.

        Raises:
            FilterError: The expression is none, or has flags, which the server would not see.
        """
        return Comparison(self._name, "$regex", checked_pattern(pattern))

    def asc(self) -> Order:
        """Order by this field, least first."""
        return Order(self._name, descending=False)

    def desc(self) -> Order:
        """Order by this field, greatest first."""
        return Order(self._name, descending=True)

    def __repr__(self) -> str:
        return f"F.field({self._name!r})"

    def _compare(self, operator: str, value: object) -> Filter:
        if isinstance(value, Field):
            raise FilterError(
                f"{self!r} cannot be compared with {value!r}.",
                remedy="Compare fields with values.",
            )
        return Comparison(self._name, operator, wire_value(value))


class TagsField(Field):
    """A run's tags."""

    __slots__ = ()

    def contains(self, tag: str) -> Filter:
        """The run has the tag."""
        return Comparison(self._name, "$eq", tag)

    def any(self, *tags: str) -> Filter:
        """The run has at least one of the tags."""
        return Comparison(self._name, "$in", wire_list(tags))

    def all(self, *tags: str) -> Filter:
        """The run has every one of the tags."""
        first, *rest = tags
        found = self.contains(first)
        for tag in rest:
            found = found & self.contains(tag)
        return found

    def none(self, *tags: str) -> Filter:
        """The run has not one of the tags."""
        return Comparison(self._name, "$nin", wire_list(tags))


class _Keys:
    """Fields of a document, by key."""

    __slots__ = ("_prefix",)

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __getitem__(self, key: str) -> Field:
        if not key:
            raise FilterError("A key of a config or summary is not empty.")
        return Field(f"{self._prefix}.{key}")


class _Fields:
    """Every field of a run: `F.state`, `F.config["lr"]`, `F.summary["eval/loss"]`.

    Dots in a key may mean nesting or stand in the key itself: the server takes `config.a.b` for
    either. Config keys are sent as `config.<key>`, the form of the official documentation.
    """

    __slots__ = ()

    config = _Keys("config")
    summary = _Keys("summary_metrics")
    name = Field("name")
    """The run's id; its label is `display_name`."""
    display_name = Field("displayName")
    state = Field("state")
    tags = TagsField("tags")
    group = Field("group")
    job_type = Field("jobType")
    host = Field("host")
    username = Field("username")
    sweep = Field("sweep")
    notes = Field("notes")
    description = Field("description")
    created_at = Field("created_at")
    heartbeat_at = Field("heartbeat_at")
    duration = Field("duration")
    """Seconds, or a timedelta."""

    def field(self, name: str) -> Field:
        """Return a field by its name on the wire, for what has no attribute here."""
        return Field(name)


F: Final = _Fields()
"""Fields to build filters and orders of."""


def checked_pattern(pattern: str | re.Pattern[str]) -> str:
    """Return a regular expression's text.

    Raises:
        FilterError: It is none, or has flags.
    """
    if isinstance(pattern, re.Pattern):
        if pattern.flags & ~re.UNICODE:
            raise FilterError(
                f"The flags of {pattern!r} would be lost.",
                remedy="Write them into the text, as in (?i)name.",
            )
        return pattern.pattern
    try:
        re.compile(pattern)
    except re.error as error:
        raise FilterError(
            f"{pattern!r} is no regular expression: {error}.", text=pattern, position=error.pos
        ) from error
    return pattern
