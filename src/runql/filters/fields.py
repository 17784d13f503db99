"""Fields of runs for filters and sort orders."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import TYPE_CHECKING, Final, Generic, NoReturn, TypeAlias, TypeVar

from runql._expected_names.lookup import ExpectedNames
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
    """Return a comparison of a run field with one or more values.

    The allowed values of a field such as `state` depend on the filtered objects, so they are checked on use.

    Raises:
        FilterError: If the field cannot have the value, or the operator does not accept it.
    """
    if isinstance(value, Field | DocumentField):
        raise FilterError(
            f"Cannot compare {wire} with another field.", hint="Compare fields with values."
        )
    spec = FieldSpec(wire, kind_of(wire))
    return Comparison.of(wire, operator, wire_operand(spec, operator, value))


class Field(ExpectedNames, Generic[ValueT_contra]):
    """A field to compare with values.

    Fields cannot be compared with each other, because the server's filter language does not support it.
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
        """Return a filter for runs whose value is one of the given values."""
        return compare(self._wire, "$in", values)

    def not_in(self, values: Iterable[ValueT_contra]) -> Filter:
        """Return a filter for runs with none of the values.

        Runs without the field match too.
        """
        return compare(self._wire, "$nin", values)

    def exists(self) -> Filter:
        """Return a filter for runs with the field."""
        return Comparison.of(self._wire, "$exists", True)

    def missing(self) -> Filter:
        """Return a filter for runs without the field."""
        return Comparison.of(self._wire, "$exists", False)

    def asc(self) -> Order:
        """Return an ascending sort order by this field."""
        return Order(self._order_key(), descending=False)

    def desc(self) -> Order:
        """Return a descending sort order by this field."""
        return Order(self._order_key(), descending=True)

    def __repr__(self) -> str:
        from runql.filters.catalogue import python_name

        return python_name(self._wire)

    def _order_key(self) -> str:
        return self._wire

    if not TYPE_CHECKING:
        # Raised by `F.a > 1 & F.b < 2`. Type checkers reject such code without this method.

        def __bool__(self) -> NoReturn:
            raise FilterError("Fields cannot be used as booleans.", hint=f"Use {self!r}.exists().")

        def __and__(self, other: object) -> NoReturn:
            raise FilterError(
                "& and | combine filters, not fields or values.",
                hint="Put each comparison in parentheses: (F.a > 1) & (F.b < 2).",
            )

        __rand__ = __or__ = __ror__ = __and__


class _Searchable(Field[ValueT_contra]):
    __slots__ = ()

    def matches(self, pattern: str | re.Pattern[str]) -> Filter:
        """Return a filter for strings with a match of a regular expression, in RE2's syntax.

        Raises:
            FilterError: If the regular expression is invalid, or RE2 does not support it.
        """
        return compare(self._wire, "$regex", pattern)

    def contains_text(self, part: str) -> Filter:
        """Return a filter for strings that contain a substring.

        Raises:
            FilterError: If the part is not a string.
        """
        return compare(self._wire, "$contains", part)


class _Listed(_Searchable[ValueT_contra]):
    __slots__ = ()

    def has_all(self, values: Iterable[ValueT_contra]) -> Filter:
        """Return a filter for lists that contain all of the values.

        Raises:
            FilterError: If a value cannot be compared.
        """
        return compare(self._wire, "$all", values)

    def has_length(self, count: int) -> Filter:
        """Return a filter for lists with this number of elements.

        Raises:
            FilterError: If the count is negative, or not an integer.
        """
        return compare(self._wire, "$size", count)


class TextField(_Searchable[Text]):
    """A field with string values."""

    __slots__ = ()


class NumberField(Field[Number]):
    """A field with values in seconds."""

    __slots__ = ()


class TimeField(Field[Moment]):
    """A field with times. Strings must be ISO 8601. Times without a zone are UTC."""

    __slots__ = ()


class TagsField(_Listed[str]):
    """The tags of a run. `==` tests whether a tag is among them."""

    __slots__ = ()

    def contains(self, tag: str) -> Filter:
        """Return a filter for runs with the tag."""
        return self == tag

    def any(self, *tags: str) -> Filter:
        """Return a filter for runs with at least one of the tags."""
        return self.in_(tags)

    def all(self, *tags: str) -> Filter:
        """Return a filter for runs with all of the tags.

        Raises:
            FilterError: If no tag is passed.
        """
        if not tags:
            raise FilterError(
                "F.tags.all() requires at least one tag.",
                hint='Pass a tag, as in F.tags.all("best").',
            )
        # Not `$all`, because the documentation of run filters does not have it.
        found = self.contains(tags[0])
        for tag in tags[1:]:
            found = found & self.contains(tag)
        return found

    def none(self, *tags: str) -> Filter:
        """Return a filter for runs with none of the tags."""
        return self.not_in(tags)


class KeyField(_Listed[ValueT_contra]):
    """A config or summary key with typed values, as in the models of a project."""

    __slots__ = ("_keys",)

    # Without this, Python would iterate by index without end.
    __iter__ = None

    def __init__(self, prefix: str, *keys: str) -> None:
        super().__init__(_wire_name(prefix, keys))
        self._keys = (prefix, *keys)

    def _order_key(self) -> str:
        prefix, *keys = self._keys
        if prefix != "config" or not keys:
            return self._wire
        # Sort orders address the value itself, which is one level below the first key.
        return ".".join((prefix, keys[0], "value", *keys[1:]))


class ValueField(KeyField[FilterValue]):
    """A field with any values, such as a config or summary key."""

    __slots__ = ()

    def __getitem__(self, key: str) -> ValueField:
        """Return the field of a nested key."""
        return ValueField(*self._keys, _checked_key(key))


class DocumentField(ExpectedNames):
    """The config or the summary, by key.

    Use further brackets for a nested key, `F.config["optimizer"]["lr"]`, or a dot. The API has a dot
    for both, so a key with a dot in its name is sent like a nested key. W&B's own servers look for the
    nested key only. On these servers, omit the condition and read `run.config["a.b"]` instead. The
    sandbox looks for both.
    """

    __slots__ = ("_prefix",)

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def __getitem__(self, key: str) -> ValueField:
        """Return the field of a key."""
        return ValueField(self._prefix, _checked_key(key))

    # Without this, Python would iterate by index without end.
    __iter__ = None

    def __repr__(self) -> str:
        return "F.config" if self._prefix == "config" else "F.summary"


class RunFieldNamespace(ExpectedNames):
    """The fields of runs in all projects: `F.state`, `F.tags`, `F.created_at`."""

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
        """Return a field by its API name, without a check.

        Use it for fields without an attribute.

        Neither the name nor the values are checked, so a misspelled name matches nothing. Only values that make servers
        fail are rejected: a list as the value of tags and aliases, a number as a time.
        """
        return ValueField(WireName(_checked_key(name)))

    def __repr__(self) -> str:
        return "F"


class FieldNamespace(RunFieldNamespace):
    """All fields of a run: `F.state`, `F.config["lr"]`, `F.summary["eval/loss"]`.

    Examples:
        >>> from runql import F
        >>> good = (F.state == "finished") & (F.config["learning_rate"] >= 0.1)
        >>> good
        (F.state == 'finished') & (F.config['learning_rate'] >= 0.1)
        >>> ~good | (F.tags == "baseline")
        (~((F.state == 'finished') & (F.config['learning_rate'] >= 0.1))) | (F.tags == 'baseline')
    """

    __slots__ = ()

    # Servers accept `config.lr` and `config.lr.value`. The official documentation uses the former.
    config: Final = DocumentField("config")
    summary: Final = DocumentField("summary_metrics")


F: Final = FieldNamespace()
"""Fields for filters and sort orders."""


def _wire_name(prefix: str, keys: tuple[str, ...]) -> str:
    if isinstance(prefix, WireName):
        return WireName(".".join((prefix, *keys)))
    if prefix == "config" and keys[1:2] == ("value",):
        # `config.a.value` would mean the whole of `a`, so the extra level is explicit.
        keys = (keys[0], "value", *keys[1:])
    return ".".join((prefix, *keys))


def _checked_key(key: object) -> str:
    if not isinstance(key, str):
        raise FilterError(
            f"Invalid key of a config or summary: {key!r}. Keys must be strings.",
            hint=f"Use {str(key)!r}.",
        )
    if not key:
        raise FilterError(
            "Invalid key of a config or summary: the key is empty.", hint='Use F.config["lr"].'
        )
    return key
