"""Pearson's and Spearman's correlation of run values with a metric."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, overload

from runql._frames.categories import category_names
from runql._models.analysis.grouping import number_of
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from runql._models.analysis.grouping import Rows
    from runql._models.analysis.series import FloatArray

__all__ = ["Correlation", "Correlations", "compute_correlations"]

_LEAST_RUNS: Final = 2
_FIELDS: Final = ("column", "category", "pearson", "spearman", "n")


@dataclass(frozen=True, slots=True)
class Correlation:
    """Correlation of one column with a metric.

    Attributes:
        column: The column, such as `config.lr`.
        pearson: Linear correlation, between -1 and 1. None for a categorical column, and if the
            column or the metric is constant.
        spearman: Rank correlation; equal values have the mean of their ranks. None in the same cases.
        n: Number of runs that have a value of the column.
        categories: For a categorical column, the correlation of each category: runs that have it
            count as 1, other runs as 0.
    """

    column: str
    pearson: float | None
    spearman: float | None
    n: int
    categories: Mapping[str, Correlation] = field(default_factory=dict[str, "Correlation"])

    @property
    def strength(self) -> float:
        """The greatest absolute coefficient, categories included; 0 if all are None."""
        own = [abs(each) for each in (self.pearson, self.spearman) if each is not None]
        return max([0.0, *own, *(each.strength for each in self.categories.values())])


class Correlations(Sequence[Correlation]):
    """Correlations of columns with a metric, the strongest first.

    Attributes:
        metric: The metric.
        runs: Number of runs with a finite value of the metric.
    """

    def __init__(self, metric: str, runs: int, correlations: Sequence[Correlation]) -> None:
        self.metric = metric
        self.runs = runs
        self._correlations = tuple(correlations)

    @overload
    def __getitem__(self, index: int) -> Correlation: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Correlation, ...]: ...
    def __getitem__(self, index: int | slice) -> Correlation | tuple[Correlation, ...]:
        return self._correlations[index]

    def __len__(self) -> int:
        return len(self._correlations)

    def __iter__(self) -> Iterator[Correlation]:
        return iter(self._correlations)

    def __repr__(self) -> str:
        shown = ", ".join(f"{each.column}={_shown(each.pearson)}" for each in self._correlations)
        return f"<Correlations with {self.metric}, {self.runs} runs: {shown}>"

    def by_name(self, column: str) -> Correlation:
        """Return the correlation of a column.

        Args:
            column: The column; the prefix `config.` may be omitted.

        Returns:
            The correlation.

        Raises:
            KeyError: If the column was not compared.
        """
        for each in self._correlations:
            if each.column in (column, f"config.{column}"):
                return each
        raise KeyError(column)

    def records(self) -> list[dict[str, object]]:
        """Return one row per column, and one per category of a categorical column.

        Returns:
            Rows with `column`, `category`, `pearson`, `spearman` and `n`.
        """
        rows: list[dict[str, object]] = []
        for each in self._correlations:
            rows.append(_record(each, None))
            rows += [_record(one, name) for name, one in each.categories.items()]
        return rows

    def to_pandas(self) -> pd.DataFrame:
        """Return `records()` as a pandas data frame.

        Returns:
            The data frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        from runql._frames.convert import to_frame
        from runql._frames.formats import require_format

        require_format("pandas")
        return to_frame(self.records(), _FIELDS, "pandas")


def compute_correlations(
    metric: str, columns: Sequence[str], rows: Rows, target: Sequence[float]
) -> Correlations:
    """Compute the correlation of each column with a metric.

    Numbers and booleans (0 and 1) are compared by value, all other values as categories. A column
    excludes runs that lack a value, or have a value that is not finite.

    Args:
        metric: The metric.
        columns: The columns.
        rows: Rows of the table of runs.
        target: The value of the metric of each run, finite.

    Raises:
        UsageError: If there are too few runs.
    """
    import numpy as np

    if len(rows) < _LEAST_RUNS:
        which = "1 run has" if len(rows) == 1 else f"{len(rows)} runs have"
        raise UsageError(
            f"A correlation requires at least {_LEAST_RUNS} runs: {which} a finite {metric}.",
            hint="Wait for more runs, pass another metric, or pass include_failed=True.",
        )
    values = np.asarray(target, dtype=np.float64)
    found = [_of_column(name, [row.get(name) for row in rows], values) for name in columns]
    found.sort(key=lambda each: (-each.strength, each.column))
    return Correlations(metric, len(rows), found)


def _of_column(column: str, values: Sequence[object], target: FloatArray) -> Correlation:
    import numpy as np

    if all(isinstance(each, int | float) for each in values if each is not None):
        numbers = np.asarray([number_of(each) for each in values], dtype=np.float64)
        return _of_numbers(column, numbers, target)
    present = np.asarray([not _is_absent(each) for each in values])
    texts = np.asarray(category_names(values), dtype=object)[present]
    categories = {
        category: _of_numbers(column, (texts == category).astype(np.float64), target[present])
        for category in sorted(set(texts.tolist()))
    }
    return Correlation(column, None, None, int(present.sum()), categories)


def _of_numbers(column: str, numbers: FloatArray, target: FloatArray) -> Correlation:
    import numpy as np
    from scipy.stats import rankdata

    known = np.isfinite(numbers)
    x, y = numbers[known], target[known]
    return Correlation(
        column, _pearson(x, y), _pearson(rankdata(x), rankdata(y)) if len(x) else None, len(x)
    )


def _pearson(x: FloatArray, y: FloatArray) -> float | None:
    """Return the linear correlation; None if one of the two does not vary."""
    import numpy as np

    if len(x) < _LEAST_RUNS or (x == x[0]).all() or (y == y[0]).all():
        return None
    first, second = _centered(x), _centered(y)
    found = float(np.dot(first, second) / (np.linalg.norm(first) * np.linalg.norm(second)))
    return min(1.0, max(-1.0, found))


def _centered(values: FloatArray) -> FloatArray:
    """Return distances from the mean, relative to the largest distance.

    The squares of relative distances do not overflow.
    """
    import numpy as np

    scaled = values / np.abs(values).max()
    distances = scaled - scaled.mean()
    return np.asarray(distances / np.abs(distances).max(), dtype=np.float64)


def _is_absent(value: object) -> bool:
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def _shown(value: float | None) -> str:
    return "None" if value is None else f"{value:.2f}"


def _record(each: Correlation, category: str | None) -> dict[str, object]:
    return {
        "column": each.column, "category": category, "pearson": each.pearson,
        "spearman": each.spearman, "n": each.n,
    }  # fmt: skip
