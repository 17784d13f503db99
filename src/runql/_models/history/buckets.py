"""Histories reduced by the server: minimum, maximum, mean and last value of each bucket of rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final, cast, overload

from runql._caller import warn_caller
from runql._choices import near_names
from runql._display.counts import counted
from runql._display.markup import MOST_ROWS, table_html
from runql._frames.convert import to_frame
from runql._frames.formats import require_format
from runql._models._attributes.json_text import with_numbers
from runql._models.history.known_keys import known_keys, unknown_keys
from runql._models.history.rows import check_keys
from runql.errors import ProtocolError, UsageError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._wire.json_types import JsonValue

__all__ = ["BucketsQuery", "HistoryBucket", "HistoryBuckets"]


@dataclass(frozen=True, slots=True)
class HistoryBucket:
    """Neighboring rows of a history, reduced to statistics of one metric.

    Statistics are None if the bucket has no finite value of the metric.

    Attributes:
        key: The metric.
        rows: Number of rows in the bucket.
        x_mean: Mean of the rows' x.
        x_last: x of the last row.
        mean: Mean of the metric.
        min: Minimum.
        max: Maximum.
        last: Last value.
        x_at_min: x of the minimum.
        x_at_max: x of the maximum.
        has_nan: Whether the bucket has values that are not finite.
    """

    key: str
    rows: int
    x_mean: float | None
    x_last: float | None
    mean: float | None
    min: float | None
    max: float | None
    last: float | None
    x_at_min: float | None
    x_at_max: float | None
    has_nan: bool


_COLUMNS: Final = tuple(field.name for field in fields(HistoryBucket))


class HistoryBuckets(Sequence[HistoryBucket]):
    """Buckets of one or more metrics of a run, metric by metric, in order of x.

    Attributes:
        keys: The metrics.
        x: The key of the x axis.
    """

    def __init__(self, keys: Sequence[str], x: str, buckets: Sequence[HistoryBucket]) -> None:
        self.keys: tuple[str, ...] = tuple(keys)
        self.x = x
        self._buckets = tuple(buckets)

    @overload
    def __getitem__(self, index: int) -> HistoryBucket: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[HistoryBucket, ...]: ...
    def __getitem__(self, index: int | slice) -> HistoryBucket | tuple[HistoryBucket, ...]:
        return self._buckets[index]

    def __len__(self) -> int:
        return len(self._buckets)

    def of(self, key: str) -> tuple[HistoryBucket, ...]:
        """Return the buckets of one metric.

        Args:
            key: The metric.

        Returns:
            Its buckets, in order of x.

        Raises:
            UsageError: If the metric was not requested.
        """
        if key not in self.keys:
            raise UsageError(f"The metric {key!r} was not requested.", hint=_close(key, self.keys))
        return tuple(bucket for bucket in self._buckets if bucket.key == key)

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame with one row per bucket.

        Returns:
            The data frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        require_format("pandas")
        return to_frame(self.to_records(), _COLUMNS, "pandas")

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame with one row per bucket.

        Returns:
            The data frame.

        Raises:
            MissingDependencyError: If polars is not installed.
        """
        require_format("polars")
        return to_frame(self.to_records(), _COLUMNS, "polars")

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table with one row per bucket.

        Returns:
            The table.

        Raises:
            MissingDependencyError: If pyarrow is not installed.
        """
        require_format("arrow")
        return to_frame(self.to_records(), _COLUMNS, "arrow")

    def to_records(self) -> list[dict[str, object]]:
        """Return the buckets as dicts.

        Returns:
            One dict per bucket, by attribute name.
        """
        return [asdict(bucket) for bucket in self._buckets]

    def _repr_html_(self) -> str:
        rows = [list(asdict(bucket).values()) for bucket in self._buckets[:MOST_ROWS]]
        title = f"{', '.join(self.keys)} over {self.x}"
        return table_html(title, _COLUMNS, rows, total=len(self._buckets))

    def __repr__(self) -> str:
        return f"<HistoryBuckets of {', '.join(self.keys)} over {self.x}: {counted(len(self), 'bucket')}>"


@dataclass(frozen=True, slots=True)
class BucketsQuery:
    """Metrics, the x axis, and the number of buckets.

    Attributes:
        keys: The metrics.
        x: The key of the x axis.
        buckets: Buckets of each metric.
    """

    keys: tuple[str, ...]
    x: str
    buckets: int

    @classmethod
    def of(cls, keys: Sequence[str], x: str, buckets: int) -> BucketsQuery:
        """Check the arguments.

        Raises:
            UsageError: If there are no keys, a key is the x axis, or `buckets` is less than 1.
        """
        checked = check_keys(keys)
        if checked is None:
            raise UsageError(
                "history_buckets() requires at least one key.",
                hint='Use history_buckets(["loss"]).',
            )
        if x in checked:
            raise UsageError(
                f"{x!r} must not be both a key and the x axis.", hint="Remove it from keys=."
            )
        if isinstance(buckets, bool) or buckets < 1:
            raise UsageError(f"buckets must be at least 1, got {buckets}.")
        return cls(checked, x, buckets)

    def specs(self) -> list[str]:
        """Return one spec per key.

        A bucket of several keys would have fewer rows of each key.
        """
        return [
            json.dumps({"keys": [key], "samples": self.buckets, "xAxis": self.x})
            for key in self.keys
        ]

    def read(self, response: Sequence[JsonValue], logged: JsonValue, what: str) -> HistoryBuckets:
        """Return the buckets of a response.

        Args:
            response: The server's `bucketedHistory`.
            logged: The run's `historyKeys`.
            what: The run, for errors.

        Raises:
            UsageError: If the run has not logged a key.
            ProtocolError: If the response has the wrong format.
        """
        self._check_known(logged, what)
        found = self.parsed(response, what)
        for key in self.keys:
            if not found.of(key):
                warn_caller(f"{what} has no row with numbers of {key!r} and {self.x!r}.")
        return found

    def parsed(self, response: Sequence[JsonValue], what: str) -> HistoryBuckets:
        """Return the buckets of a response, whether or not the run has logged the keys.

        Args:
            response: The server's `bucketedHistory`.
            what: The run, for errors.

        Raises:
            ProtocolError: If the response has the wrong format.
        """
        if len(response) != len(self.keys):
            raise ProtocolError(
                f"Buckets of {what} must be {len(self.keys)} lists, got {len(response)}.",
                hint="Read rows with run.history() instead.",
            )
        found: list[HistoryBucket] = []
        for key, rows in zip(self.keys, response, strict=True):
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise ProtocolError(
                    f"Buckets of {key!r} of {what} must be JSON objects, got {str(rows)[:60]!r}.",
                    hint="Read rows with run.history() instead.",
                )
            found += [self._bucket(cast("dict[str, JsonValue]", row), key, what) for row in rows]
        return HistoryBuckets(self.keys, self.x, found)

    def _check_known(self, logged: JsonValue, what: str) -> None:
        known = known_keys(logged)
        for key in unknown_keys((*self.keys, self.x), known) if known is not None else ():
            raise UsageError(
                f"{what} has not logged {key!r}.", hint=_close(key, sorted(known or ()))
            )

    def _bucket(self, row: dict[str, JsonValue], key: str, what: str) -> HistoryBucket:
        def number(name: str) -> float | None:
            """Return a number of the row; NaN may be a string."""
            value = with_numbers(row.get(name))
            if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
                return value
            raise ProtocolError(
                f"{name} in a bucket of {what} must be a number, got {str(value)[:60]!r}.",
                hint="Read rows with run.history() instead.",
            )

        def place(of: str) -> float | None:
            """Return the x of an extreme value; the server omits x if it is 0."""
            found = number(f"{key}XAt{of}")
            return 0 if found is None and number(f"{key}{of}") is not None else found

        return HistoryBucket(
            key=key,
            rows=int(number("bucketSize") or 0),
            x_mean=number(f"{self.x}Avg"),
            x_last=number(f"{self.x}Last"),
            mean=number(f"{key}Avg"),
            min=number(f"{key}Min"),
            max=number(f"{key}Max"),
            last=number(f"{key}Last"),
            x_at_min=place("Min"),
            x_at_max=place("Max"),
            has_nan=row.get(f"{key}HasNaN") is True,
        )


def _close(key: str, known: Sequence[str]) -> str:
    near = near_names(key, known)
    return (
        f"Did you mean {near[0]!r}?" if near else f"Allowed values: {', '.join(list(known)[:10])}."
    )
