"""Rows of a history: one common form, independent of their source."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, get_args

from runql._choices import checked_choice
from runql._deprecated import warn_renamed
from runql._display.markup import MOST_ROWS, table_html
from runql._frames.flatten import Row, flatten
from runql._models._attributes.json_text import may_quote_numbers, read_json, with_numbers
from runql._models._attributes.text_lists import text_list
from runql._wire.json_types import is_finite
from runql._wire.responses.json_decoding import json_decoder
from runql.errors import ProtocolError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from runql._wire.json_types import JsonValue

__all__ = [
    "ALWAYS",
    "HistoryInfo",
    "HistoryRecords",
    "How",
    "Stream",
    "check_keys",
    "check_samples",
    "checked_rows",
    "column_order",
    "in_step_order",
    "is_rising",
    "is_system_stream",
    "join_by_step",
    "read_lines",
    "read_objects",
    "renamed",
    "select",
    "shown_keys",
    "step_of",
    "telling_keys",
]

How: TypeAlias = Literal["any", "all"]
"""Whether a row must have any of the keys, or all of them."""

Stream: TypeAlias = Literal["default", "system", "events", "systemMetrics"]
"""Metrics that the run logged, or system metrics of the SDK, for which W&B has three names."""

_COLUMNS: Final = 12
"""Maximum number of columns in a notebook's table."""

STEP: Final = "_step"
TIME: Final = "_timestamp"
ALWAYS: Final = ("_step", "_timestamp", "_runtime")
"""Keys that the SDK adds to every row."""


@dataclass(frozen=True, slots=True)
class HistoryInfo:
    """Information about a history that was read.

    Data frames have it in `attrs["runql"]`, Arrow tables in their metadata.

    Attributes:
        complete: Whether all requested rows are present and no rows will follow: the history is
            not a sample, and the run has ended.
        sampled: Whether rows are missing because a sample was requested, or the server returns no
            more.
        total_rows: Number of rows on the server; None if unknown.
        exported_through_step: Last step that was read from exported files; None if there is none.
        live_rows: Rows from the server's live store. The server exports rows hours later.
    """

    complete: bool = False
    sampled: bool = False
    total_rows: int | None = None
    exported_through_step: int | None = None
    live_rows: int = 0


class HistoryRecords(list["dict[str, JsonValue]"]):
    """Rows of a history, with information about them.

    Attributes:
        info: Whether the rows are complete, sampled or exported.
    """

    def __init__(self, rows: Iterable[Row] = (), info: HistoryInfo | None = None) -> None:
        super().__init__(rows)
        self.info: HistoryInfo = info or HistoryInfo()

    def _repr_html_(self) -> str:
        columns = list(dict.fromkeys(name for row in self[:MOST_ROWS] for name in row))[:_COLUMNS]
        rows = [[row.get(name) for name in columns] for row in self[:MOST_ROWS]]
        note = "A sample" if self.info.sampled else ""
        return table_html("History", columns, rows, total=len(self), note=note)

    @property
    def facts(self) -> HistoryInfo:
        """Deprecated name of `info`."""
        warn_renamed("records.facts", "records.info")
        return self.info

    @property
    def sampled(self) -> bool:
        """Whether rows are missing: a sample, or all that the server returns."""
        return self.info.sampled

    @property
    def total_rows(self) -> int | None:
        """Number of rows on the server; None if unknown."""
        return self.info.total_rows

    @property
    def complete(self) -> bool:
        """Whether all requested rows are present and no rows will follow."""
        return self.info.complete


def check_keys(keys: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the requested keys without duplicates; None for all.

    Raises:
        UsageError: If `keys` is one string, or empty.
    """
    if keys is None:
        return None
    if isinstance(keys, str):
        raise UsageError(
            f"keys must be a list of strings, got the string {keys!r}.",
            hint=f"Use keys=[{keys!r}].",
        )
    if not keys:
        raise UsageError("keys must not be empty.", hint="Omit keys= to get every key.")
    return tuple(dict.fromkeys(text_list(keys, "keys")))


def check_samples(samples: int | None) -> None:
    """Check the number of rows that a server is to sample.

    Raises:
        UsageError: If it is less than 1.
    """
    if samples is not None and samples < 1:
        raise UsageError(f"samples must be at least 1, got {samples}.")


def is_system_stream(stream: str, min_step: int | None, max_step: int | None) -> bool:
    """Return whether a stream is the stream of system metrics.

    Raises:
        UsageError: If the stream is invalid, or a range of steps is set for system metrics.
    """
    if checked_choice("stream", stream, get_args(Stream)) == "default":
        return False
    if min_step is not None or max_step is not None:
        raise UsageError(
            f"stream={stream!r} does not support min_step and max_step: system metrics have no steps.",
            hint="Read all rows, and select them by `_timestamp` or `_runtime`.",
        )
    return True


def read_lines(lines: Sequence[str], what: str = "a history") -> list[Row]:
    """Parse rows from JSON strings; NaN and Infinity may be unquoted.

    Args:
        lines: The rows.
        what: The run, for errors.

    Raises:
        ProtocolError: If a line is not JSON, or not an object.
    """
    # One large JSON array is parsed four times as fast as many small objects.
    text = f"[{','.join(lines)}]"
    try:
        rows = cast("list[JsonValue]", json_decoder()(text))
    except ValueError:
        # An invalid line, or lone surrogates, which the fast parser refuses.
        rows = [read_json(line, f"Line {at} of {what}") for at, line in enumerate(lines, 1)]
    if len(rows) != len(lines):
        # Lines that are invalid one by one may be valid JSON when joined.
        rows = [read_json(line, f"Line {at} of {what}") for at, line in enumerate(lines, 1)]
    if _are_numbers(rows):
        return cast("list[Row]", rows)  # the common case: no nested values, nulls or strings
    if may_quote_numbers(text):
        rows = [with_numbers(row) for row in rows]
    found = checked_rows(rows, what)
    if text.count("{") == len(lines) and "null" not in text:
        return found  # no nested values or nulls; the string search is faster than a look at the values
    return [flatten(row) for row in found]


def _are_numbers(rows: Sequence[Any]) -> bool:
    """Return whether all values are objects of numbers.

    Only numbers can be summed.
    """
    try:
        # No other check of every value is as fast.
        sum(map(sum, map(dict.values, rows)))
    except (TypeError, OverflowError):
        return False
    return True


def checked_rows(rows: Sequence[JsonValue], what: str) -> list[Row]:
    """Return rows after checking that all of them are objects.

    Raises:
        ProtocolError: If a row is not an object.
    """
    if set(map(type, rows)) <= {dict}:
        return cast("list[Row]", rows)
    for at, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise ProtocolError(
                f"Line {at} of {what} must be a JSON object, got {str(row)[:60]!r}.",
                hint="Retry the call. If it fails again, the row is corrupted on the server.",
            )
    return cast("list[Row]", rows)


def read_objects(
    objects: Iterable[Mapping[str, JsonValue]], keys: Collection[str] = ()
) -> list[Row]:
    """Convert rows from JSON values, in which NaN and Infinity are quoted.

    Args:
        objects: The rows.
        keys: Keys whose values are not flattened.
    """
    return [
        flatten({key: with_numbers(value) for key, value in row.items()}, whole=keys)
        for row in objects
    ]


def step_of(row: Mapping[str, JsonValue]) -> int:
    """Return a row's step, rounded down; -1 if it has none."""
    return math.floor(_place(row))


def _place(row: Mapping[str, JsonValue]) -> int | float:
    step = row.get(STEP)
    return step if is_finite(step) else -1


def join_by_step(parts: Iterable[Iterable[Row]]) -> list[Row]:
    """Merge rows of the same step, in order of steps."""
    # Steps may be fractional: rows of steps 0 and 0.5 are two rows.
    joined: dict[int | float, Row] = {}
    for rows in parts:
        for row in rows:
            joined.setdefault(_place(row), {}).update(row)
    return [joined[step] for step in sorted(joined)]


def in_step_order(rows: list[Row]) -> list[Row]:
    """Return rows in order of steps, each step once; rows without a step come first."""
    if is_rising([row.get(STEP) for row in rows]):
        return rows  # as for almost every page
    steps = [_place(row) for row in rows]
    if all(low < high for low, high in pairwise(steps)):
        return rows
    loose = [row for row, step in zip(rows, steps, strict=True) if step == -1]
    placed = [row for row, step in zip(rows, steps, strict=True) if step != -1]
    return [*loose, *join_by_step([placed])]


def is_rising(steps: Sequence[JsonValue] | None) -> bool:
    """Return whether steps are integers, each above the one before it."""
    if steps is None or not {*map(type, steps)} <= {int}:
        return False
    whole = cast("Sequence[int]", steps)
    return all(map(operator.lt, whole, islice(whole, 1, None)))


def renamed(names: Sequence[str], taken: str) -> list[str]:
    """Return column names without the name of one of runql's own columns.

    A key with this name is prefixed with `history.`.
    """
    if taken not in names:
        return list(names)
    free = f"history.{taken}"
    while free in names:
        free = f"history.{free}"
    return [free if name == taken else name for name in names]


def telling_keys(keys: Sequence[str]) -> list[str]:
    """Return the keys that decide whether a row is included.

    These are the keys that not every row has, if there are any.
    """
    return [key for key in keys if key not in ALWAYS] or list(keys)


def shown_keys(keys: Sequence[str], first: str = STEP) -> list[str]:
    """Return the keys of each selected row: the first, then the requested keys."""
    return [first, *(key for key in keys if key != first)]


def select(
    rows: Iterable[Row], keys: Sequence[str] | None, how: How, *, first: str = STEP
) -> list[Row]:
    """Select rows by keys, and return the first key and the requested keys.

    Keys that every row has, such as `_timestamp`, do not decide whether a row is included. Each
    returned row has every requested key, with None for missing values.
    """
    if keys is None:
        return list(rows)
    wanted = telling_keys(keys)
    test = any if how == "any" else all
    shown = shown_keys(keys, first)
    return [
        {key: row.get(key) for key in shown}
        for row in rows
        if test(row.get(key) is not None for key in wanted)
    ]


def column_order(names: Iterable[str], keys: Sequence[str] | None, first: str = STEP) -> list[str]:
    """Return the columns of a frame: the first key, then requested or all keys."""
    if keys is not None:
        return shown_keys(keys, first)
    known = set(names) or {first}
    return [*(key for key in ALWAYS if key in known), *sorted(known - set(ALWAYS))]
