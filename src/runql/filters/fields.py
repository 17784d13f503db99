"""The fields of a run, to build filters and orders of."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import TYPE_CHECKING, Final, Generic, NoReturn, TypeAlias, TypeVar

from runql._paging.order import Order
from runql.errors import FilterError
from runql.filters.catalogue import FieldSpec, WireName, kind_of
from runql.filters.expressions import Comparison, Filter
from runql.filters.operators import wire_operand
from runql.filters.values import FilterValue

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

__all__ = [
    "DocumentField",
    "F",
    "Field",
    "KeyField",
    "NumberField",
    "RunFieldNamespace",
    "TagsField",
    "TextField",
    "TimeField",
    "ValueField",
    "compare",
]

Text: TypeAlias = str | Enum | None
Number: TypeAlias = int | float | dt.timedelta | None
Moment: TypeAlias = dt.datetime | dt.date | str | None

ValueT_contra = TypeVar("ValueT_contra", contravariant=True)


def compare(wire: str, operator: str, value: object) -> Filter:
    """Compare a field of a run with a value, or with several.

    Which values a field such as `state` can have depends on what is filtered, and is checked when the filter is used.

    Raises:
        FilterError: If the field cannot hold the value, or the operator cannot take it.
    """
    if isinstance(value, Field | DocumentField):
        raise FilterError(
            f"{wire} cannot be compared with another field.", hint="Compare fields with values."
        )
    spec = FieldSpec(wire, kind_of(wire))
    return Comparison.of(wire, operator, wire_operand(spec, operator, value))


class Field(Generic[ValueT_contra]):
    """A field to compare with values.

    Two fields cannot be compared with each other: the server's language has no such thing.
    """

    __slots__ = ("_wire",)

    def __init__(self, wire: str) -> None:
        self._wire = wire

    def __eq__(self, value: ValueT_contra) -> Filter:  # type: ignore[override]  # a condition
        return compare(self._wire, "$eq", value)

    def __ne__(self, value: ValueT_contra) -> Filter:  # type: ignore[override]  # a condition
        return compare(self._wire, "$ne", value)

    def __lt__(self, value: ValueT_contra) -> Filter:
        return compare(self._wire, "$lt", value)

    def __le__(self, value: ValueT_contra) -> Filter:
        return compare(self._wire, "$lte", value)

    def __gt__(self, value: ValueT_contra) -> Filter:
        return compare(self._wire, "$gt", value)

    def __ge__(self, value: ValueT_contra) -> Filter:
        return compare(self._wire, "$gte", value)

    def __hash__(self) -> int:
        return hash(self._wire)

    def in_(self, values: Iterable[ValueT_contra]) -> Filter:
        """Equal to one of the values."""
        return compare(self._wire, "$in", values)

    def not_in(self, values: Iterable[ValueT_contra]) -> Filter:
        """Equal to none of the values; true of runs that lack the field."""
        return compare(self._wire, "$nin", values)

    def exists(self) -> Filter:
        """The run has the field."""
        return Comparison.of(self._wire, "$exists", True)

    def missing(self) -> Filter:
        """The run lacks the field."""
        return Comparison.of(self._wire, "$exists", False)

    def asc(self) -> Order:
        """Order by this field, least first."""
        return Order(self._order_key(), descending=False)

    def desc(self) -> Order:
        """Order by this field, greatest first."""
        return Order(self._order_key(), descending=True)

    def __repr__(self) -> str:
        from runql.filters.catalogue import python_name

        return python_name(self._wire)

    def _order_key(self) -> str:
        return self._wire

    if not TYPE_CHECKING:
        # What `F.a > 1 & F.b < 2` runs into; checkers refuse it by themselves.

        def __bool__(self) -> NoReturn:
            raise FilterError(
                "A field is neither true nor false.", hint=f"Write {self!r}.exists()."
            )

        def __and__(self, other: object) -> NoReturn:
            raise FilterError(
                "& and | join filters, not fields or values.",
                hint="Put each comparison in parentheses: (F.a > 1) & (F.b < 2).",
            )

        __rand__ = __or__ = __ror__ = __and__


class _Searchable(Field[ValueT_contra]):
    __slots__ = ()

    def matches(self, pattern: str | re.Pattern[str]) -> Filter:
        """The text holds a match of a regular expression, in RE2's syntax.

        Raises:
            FilterError: If it is not a regular expression, or uses what RE2 lacks.
        """
        return compare(self._wire, "$regex", pattern)

    def contains_text(self, part: str) -> Filter:
        """The text holds this part, letter by letter.

        Raises:
            FilterError: If the part is not a string.
        """
        return compare(self._wire, "$contains", part)


class _Listed(_Searchable[ValueT_contra]):
    __slots__ = ()

    def has_all(self, values: Iterable[ValueT_contra]) -> Filter:
        """The list holds every one of the values.

        Raises:
            FilterError: If one of them cannot be compared with.
        """
        return compare(self._wire, "$all", values)

    def has_length(self, count: int) -> Filter:
        """The list has so many elements.

        Raises:
            FilterError: If the count is negative, or not an integer.
        """
        return compare(self._wire, "$size", count)


class TextField(_Searchable[Text]):
    """A field that holds text."""

    __slots__ = ()


class NumberField(Field[Number]):
    """A field that holds seconds."""

    __slots__ = ()


class TimeField(Field[Moment]):
    """A field that holds a moment; strings are ISO 8601, and without a zone mean UTC."""

    __slots__ = ()


class TagsField(_Listed[str]):
    """A run's tags; `==` asks whether a tag is among them."""

    __slots__ = ()

    def contains(self, tag: str) -> Filter:
        """The run has the tag."""
        return self == tag

    def any(self, *tags: str) -> Filter:
        """The run has at least one of the tags."""
        return self.in_(tags)

    def all(self, *tags: str) -> Filter:
        """The run has every one of the tags.

        Raises:
            FilterError: If no tag is given.
        """
        if not tags:
            raise FilterError("F.tags.all() needs a tag.")
        # Not `$all`, which the documentation of run filters does not name.
        found = self.contains(tags[0])
        for tag in tags[1:]:
            found = found & self.contains(tag)
        return found

    def none(self, *tags: str) -> Filter:
        """The run has not one of the tags."""
        return self.not_in(tags)


class KeyField(_Listed[ValueT_contra]):
    """A key of the config or summary whose values have a type, as in the models of a project."""

    __slots__ = ("_keys",)

    # Python would otherwise iterate by indices, without end.
    __iter__ = None

    def __init__(self, prefix: str, *keys: str) -> None:
        super().__init__(_wire_name(prefix, keys))
        self._keys = (prefix, *keys)

    def _order_key(self) -> str:
        prefix, *keys = self._keys
        if prefix != "config" or not keys:
            return self._wire
        # Orders address the value itself, which stands one level below the first key.
        return ".".join((prefix, keys[0], "value", *keys[1:]))


class ValueField(KeyField[FilterValue]):
    """A field that may hold anything: a key of the config or summary."""

    __slots__ = ()

    def __getitem__(self, key: str) -> ValueField:
        """Return the field of a nested key."""
        return ValueField(*self._keys, _checked_key(key))


class DocumentField:
    """The config or the summary, by key.

    A nested key is reached by one more pair of brackets, `F.config["optimizer"]["lr"]`, or by a
    dot. The wire has a dot for both, so that a key which holds a dot itself is sent like a nested
    one; W&B's own servers look for the nested one only. There, leave such a condition out and ask
    `run.config["a.b"]`. The sandbox looks for both.
    """

    __slots__ = ("_prefix",)

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __getitem__(self, key: str) -> ValueField:
        """Return the field of a key."""
        return ValueField(self._prefix, _checked_key(key))

    # Python would otherwise iterate by indices, without end.
    __iter__ = None

    def __repr__(self) -> str:
        return "F.config" if self._prefix == "config" else "F.summary"


class RunFieldNamespace:
    """The fields that runs of every project have: `F.state`, `F.tags`, `F.created_at`."""

    __slots__ = ()

    name: Final = TextField("name")
    """The run's id, the last part of its path; its label is `display_name`."""
    display_name: Final = TextField("displayName")
    """The run's label."""
    state: Final = TextField("state")
    tags: Final = TagsField("tags")
    group: Final = TextField("group")
    job_type: Final = TextField("jobType")
    host: Final = TextField("host")
    username: Final = TextField("username")
    sweep: Final = TextField("sweep")
    """The sweep's id."""
    notes: Final = TextField("notes")
    description: Final = TextField("description")
    created_at: Final = TimeField("createdAt")
    heartbeat_at: Final = TimeField("heartbeatAt")
    duration: Final = NumberField("duration")
    """Seconds, or a timedelta."""

    def field(self, name: str) -> ValueField:
        """Return a field by its name on the wire, unchecked: for what has no attribute here.

        Neither the name nor the values are compared with what runql knows, so a misspelt one finds nothing. Only
        what makes servers fail is refused: a list as the value of tags and aliases, a number as a time.
        """
        return ValueField(WireName(_checked_key(name)))

    def __repr__(self) -> str:
        return "F"


class FieldNamespace(RunFieldNamespace):
    """Every field of a run: `F.state`, `F.config["lr"]`, `F.summary["eval/loss"]`.

    Examples:
        >>> from runql import F
        >>> good = (F.state == "finished") & (F.config["learning_rate"] >= 0.1)
        >>> good
        (F.state == 'finished') & (F.config['learning_rate'] >= 0.1)
        >>> ~good | (F.tags == "baseline")
        (~((F.state == 'finished') & (F.config['learning_rate'] >= 0.1))) | (F.tags == 'baseline')
    """

    __slots__ = ()

    # Servers take `config.lr` and `config.lr.value`; the official documentation uses the former.
    config: Final = DocumentField("config")
    summary: Final = DocumentField("summary_metrics")


F: Final = FieldNamespace()
"""Fields to build filters and orders of."""


def _wire_name(prefix: str, keys: tuple[str, ...]) -> str:
    if isinstance(prefix, WireName):
        return WireName(".".join((prefix, *keys)))
    if prefix == "config" and keys[1:2] == ("value",):
        # `config.a.value` would mean the whole of `a`, so the level between is spelled out.
        keys = (keys[0], "value", *keys[1:])
    return ".".join((prefix, *keys))


def _checked_key(key: object) -> str:
    if not isinstance(key, str):
        raise FilterError(
            f"Invalid key of a config or summary: {key!r}.", hint=f"Keys are strings: {str(key)!r}."
        )
    if not key:
        raise FilterError("A key of a config or summary is not empty.")
    return key
