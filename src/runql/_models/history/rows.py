"""Rows of a history: one form for all of them, whichever way they came."""

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
"""Whether a row needs one of the keys, or all of them."""

Stream: TypeAlias = Literal["default", "system", "events", "systemMetrics"]
"""What a run logged, or what the SDK measured of the machine, which W&B calls by three names."""

_COLUMNS: Final = 12
"""Columns that a notebook shows."""

STEP: Final = "_step"
TIME: Final = "_timestamp"
ALWAYS: Final = ("_step", "_timestamp", "_runtime")
"""Keys that the SDK gives every row."""


@dataclass(frozen=True, slots=True)
class HistoryInfo:
    """What a history that was read is: a frame has it in `attrs["runql"]`, a table in its metadata.

    Attributes:
        complete: Whether every row that was requested is there, and none will come: it is not a
            sample, and the run has ended.
        sampled: Whether rows are missing because a sample was requested, or all the server gives.
        total_rows: Rows that the server holds, when it says.
        exported_through_step: Last step that came out of exported files; None when none did.
        live_rows: Rows that came from the server's live store, which exports lag behind by hours.
    """

    complete: bool = False
    sampled: bool = False
    total_rows: int | None = None
    exported_through_step: int | None = None
    live_rows: int = 0


class HistoryRecords(list["dict[str, JsonValue]"]):
    """Rows of a history, and what they are.

    Attributes:
        info: Whether they are complete, sampled, exported.
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
        """Whether rows are missing because a sample was requested, or all the server gives."""
        return self.info.sampled

    @property
    def total_rows(self) -> int | None:
        """Rows that the server holds, when it says."""
        return self.info.total_rows

    @property
    def complete(self) -> bool:
        """Whether every row that was requested is there, and none will come."""
        return self.info.complete


def check_keys(keys: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the keys requested, each once; None for all.

    Raises:
        UsageError: If they are one text, or none at all.
    """
    if keys is None:
        return None
    if isinstance(keys, str):
        raise UsageError(
            f"keys must be a list of strings, got {keys!r}, but takes a list of names.",
            hint=f"Write keys=[{keys!r}].",
        )
    if not keys:
        raise UsageError("keys is empty.", hint="Leave it out to get every key.")
    return tuple(dict.fromkeys(text_list(keys, "keys")))


def check_samples(samples: int | None) -> None:
    """Make sure that a server can pick so many rows.

    Raises:
        UsageError: If there is not even one.
    """
    if samples is not None and samples < 1:
        raise UsageError(f"samples must be at least 1, got {samples}.")


def is_system_stream(stream: str, min_step: int | None, max_step: int | None) -> bool:
    """Return whether a stream is that of the system metrics.

    Raises:
        UsageError: If the stream does not exist, or steps are asked of the system metrics.
    """
    if checked_choice("stream", stream, get_args(Stream)) == "default":
        return False
    if min_step is not None or max_step is not None:
        raise UsageError(
            f"stream={stream!r} does not take min_step or max_step: system metrics have no steps.",
            hint="Read all of them, and choose rows by `_timestamp` or `_runtime`.",
        )
    return True


def read_lines(lines: Sequence[str], what: str = "a history") -> list[Row]:
    """Read rows that came as JSON strings, in which NaN and Infinity may be bare words or strings.

    Args:
        lines: The rows.
        what: Whose rows, for errors.

    Raises:
        ProtocolError: If a line is not JSON, or not an object.
    """
    from pydantic_core import from_json

    # One document is read four times as fast as many small ones.
    text = f"[{','.join(lines)}]"
    try:
        rows: list[JsonValue] = from_json(text, cache_strings="keys")
    except ValueError:
        # A broken line, or lone surrogates, which the fast reader refuses.
        rows = [read_json(line, f"Line {at} of {what}") for at, line in enumerate(lines, 1)]
    if len(rows) != len(lines):
        # Lines that are not JSON each may be JSON together.
        rows = [read_json(line, f"Line {at} of {what}") for at, line in enumerate(lines, 1)]
    if _are_numbers(rows):
        return cast("list[Row]", rows)  # as most are: nothing is nested, null, or a string
    if may_quote_numbers(text):
        rows = [with_numbers(row) for row in rows]
    found = checked_rows(rows, what)
    if text.count("{") == len(lines) and "null" not in text:
        return found  # nothing in them is nested or null, as the text tells faster than the values
    return [flatten(row) for row in found]


def _are_numbers(rows: Sequence[Any]) -> bool:
    """Return whether values are objects of numbers: those of others cannot be added up."""
    try:
        # No other look at every value is as fast.
        sum(map(sum, map(dict.values, rows)))
    except (TypeError, OverflowError):
        return False
    return True


def checked_rows(rows: Sequence[JsonValue], what: str) -> list[Row]:
    """Return rows, all of which are objects.

    Raises:
        ProtocolError: If one is not.
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
    """Read rows that came as JSON values, in which NaN and Infinity are quoted.

    Args:
        objects: The rows.
        keys: Keys whose values stay whole.
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
    return step if isinstance(step, int | float) and math.isfinite(step) else -1


def join_by_step(parts: Iterable[Iterable[Row]]) -> list[Row]:
    """Put rows of the same step together, in order of steps."""
    # A server may hold steps that are not whole; rows of steps 0 and 0.5 are two.
    joined: dict[int | float, Row] = {}
    for rows in parts:
        for row in rows:
            joined.setdefault(_place(row), {}).update(row)
    return [joined[step] for step in sorted(joined)]


def in_step_order(rows: list[Row]) -> list[Row]:
    """Return rows in order of steps, each step once; rows without a step come first."""
    given = [row.get(STEP) for row in rows]
    if set(map(type, given)) <= {int}:
        whole = cast("list[int]", given)
        if all(map(operator.lt, whole, islice(whole, 1, None))):
            return rows  # as almost every page is
    steps = [_place(row) for row in rows]
    if all(low < high for low, high in pairwise(steps)):
        return rows
    loose = [row for row, step in zip(rows, steps, strict=True) if step == -1]
    placed = [row for row, step in zip(rows, steps, strict=True) if step != -1]
    return [*loose, *join_by_step([placed])]


def renamed(names: Sequence[str], taken: str) -> list[str]:
    """Return column names in which a key does not have the name of a column of runql's own."""
    if taken not in names:
        return list(names)
    free = f"history.{taken}"
    while free in names:
        free = f"history.{free}"
    return [free if name == taken else name for name in names]


def telling_keys(keys: Sequence[str]) -> list[str]:
    """Return the keys that decide whether a row counts: those that not every row has."""
    return [key for key in keys if key not in ALWAYS] or list(keys)


def shown_keys(keys: Sequence[str], first: str = STEP) -> list[str]:
    """Return the keys that every row of a selection has: the step, or another, then those
    requested.
    """
    return [first, *(key for key in keys if key != first)]


def select(
    rows: Iterable[Row], keys: Sequence[str] | None, how: How, *, first: str = STEP
) -> list[Row]:
    """Keep the step and the keys requested, of rows that have one of them, or all.

    Keys that every row has, such as `_timestamp`, come along and decide nothing. Every row has
    every
    key requested: None where nothing was logged.
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
    """Return the columns of a frame: the step, then the keys requested, or all by name."""
    if keys is not None:
        return shown_keys(keys, first)
    known = set(names) or {first}
    return [*(key for key in ALWAYS if key in known), *sorted(known - set(ALWAYS))]
