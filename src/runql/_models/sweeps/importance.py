"""Importance of a sweep's parameters: random forest importance and linear correlation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, overload

from runql._deprecated import warn_renamed
from runql._display.markup import table_html
from runql._frames.categories import category_names
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd

    from runql._plots.chart import Chart

__all__ = ["ParameterImportance", "ParameterImportances", "compute_importances"]

_LEAST_RUNS: Final = 4
_TREES: Final = 200
_SEED: Final = 0
_MISSING: Final = "(missing)"


@dataclass(frozen=True, slots=True)
class ParameterImportance:
    """The importance of one parameter for a metric.

    Attributes:
        name: Name of the parameter.
        importance: Share of the forest's explanation. The shares of all parameters sum to 1.
        correlation: Linear correlation with the metric, between -1 and 1; None for a categorical
            parameter, and if the parameter or the metric has one value only.
        categories: Importance of each value of a categorical parameter.
    """

    name: str
    importance: float
    correlation: float | None
    categories: Mapping[str, ParameterImportance] = field(
        default_factory=dict[str, "ParameterImportance"]
    )


class ParameterImportances(Sequence[ParameterImportance]):
    """The importance of a sweep's parameters, the most important first.

    Attributes:
        metric: Metric that the importance refers to.
        runs: Number of analyzed runs.
    """

    def __init__(
        self, metric: str, runs: int, parameters: Sequence[ParameterImportance], title: str = ""
    ) -> None:
        self.metric = metric
        self.runs = runs
        self._title = title
        self._parameters = tuple(parameters)

    @overload
    def __getitem__(self, index: int) -> ParameterImportance: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ParameterImportance, ...]: ...
    def __getitem__(
        self, index: int | slice
    ) -> ParameterImportance | tuple[ParameterImportance, ...]:
        return self._parameters[index]

    def __len__(self) -> int:
        return len(self._parameters)

    def __iter__(self) -> Iterator[ParameterImportance]:
        return iter(self._parameters)

    def __repr__(self) -> str:
        shown = ", ".join(f"{each.name}={each.importance:.2f}" for each in self._parameters)
        return f"<ParameterImportances of {self.metric}, {self.runs} runs: {shown}>"

    def _repr_html_(self) -> str:
        rows = [(each.name, each.importance, each.correlation) for each in self._parameters]
        note = f"{self.runs} runs. plot() draws them"
        columns = ("parameter", "importance", "correlation")
        title = f"Importance for {self.metric}"
        return table_html(title, columns, rows, total=len(rows), note=note)

    def by_name(self, name: str) -> ParameterImportance:
        """Return a parameter by name.

        Raises:
            KeyError: If there is no such parameter.
        """
        for each in self._parameters:
            if each.name == name:
                return each
        raise KeyError(name)

    def records(self) -> list[dict[str, object]]:
        """Return one row per parameter.

        A categorical parameter has another row per value, with the name `name.value`.
        """
        rows: list[dict[str, object]] = []
        for each in self._parameters:
            rows.append(_record(each.name, each))
            rows += [_record(f"{each.name}.{name}", one) for name, one in each.categories.items()]
        return rows

    def to_pandas(self) -> pd.DataFrame:
        """Return `records()` as a pandas data frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        from runql._frames.convert import to_frame
        from runql._frames.formats import require_format

        require_format("pandas")
        return to_frame(self.records(), ["parameter", "importance", "correlation"], "pandas")

    def plot(self, *, title: str | None = None) -> Chart:
        """Draw one bar per parameter, colored by the sign of its correlation.

        Args:
            title: Title of the chart; None for the metric and the sweep.
        """
        from runql._plots.importance import importance_chart

        rows = [_record(each.name, each) for each in self._parameters]
        shown = f"Importance for {self.metric} {self._title}".strip() if title is None else title
        return importance_chart(rows, self.metric, shown)

    def chart(self) -> Chart:
        """Deprecated name of `plot()`."""
        warn_renamed("importances.chart()", "importances.plot()")
        return self.plot()


def compute_importances(
    metric: str,
    parameters: Mapping[str, bool],
    rows: Sequence[tuple[Mapping[str, object], float]],
    title: str = "",
) -> ParameterImportances:
    """Compute the importance of parameters.

    Args:
        metric: Name of the metric.
        parameters: Names, and whether each is categorical.
        rows: Parameters and value of the metric, by run.
        title: Title of charts.

    Raises:
        UsageError: If there are fewer than 4 runs, or no parameters.
    """
    import numpy as np
    from sklearn.ensemble import (  # pyright: ignore[reportMissingTypeStubs]
        RandomForestRegressor,
    )

    if len(rows) < _LEAST_RUNS:
        raise UsageError(
            f"Importance requires at least {_LEAST_RUNS} runs with a finite {metric}, got {len(rows)}.",
            hint="Wait for more runs, or pass another metric= or include_failed=True.",
        )
    target = np.array([value for _, value in rows], dtype=float)
    columns: list[np.ndarray] = []
    owners: list[tuple[str, str | None]] = []
    for name, categorical in parameters.items():
        values = [row.get(name) for row, _ in rows]
        if categorical or not all(_is_number(each) for each in values if each is not None):
            names = category_names(values)
            texts = [
                _MISSING if each is None else name for each, name in zip(values, names, strict=True)
            ]
            for category in sorted(set(texts)):
                columns.append(np.array([each == category for each in texts], dtype=float))
                owners.append((name, category))
        else:
            columns.append(_filled(values))
            owners.append((name, None))
    if not columns:
        raise UsageError("The sweep varies no parameter.", hint="Check parameters in sweep.config.")
    matrix = np.column_stack(columns)
    forest = RandomForestRegressor(n_estimators=_TREES, random_state=_SEED, n_jobs=1)
    forest.fit(matrix, target)
    shares = [float(each) for each in forest.feature_importances_]
    found = [_gathered(name, owners, shares, columns, target) for name in dict.fromkeys(parameters)]
    found.sort(key=lambda each: (-each.importance, each.name))
    return ParameterImportances(metric, len(rows), found, title)


def _gathered(
    name: str,
    owners: Sequence[tuple[str, str | None]],
    shares: Sequence[float],
    columns: Sequence[np.ndarray],
    target: np.ndarray,
) -> ParameterImportance:
    own = [index for index, (owner, _) in enumerate(owners) if owner == name]
    if len(own) == 1 and owners[own[0]][1] is None:
        return ParameterImportance(name, shares[own[0]], _correlation(columns[own[0]], target))
    categories = {
        str(owners[index][1]): ParameterImportance(
            f"{name}.{owners[index][1]}", shares[index], _correlation(columns[index], target)
        )
        for index in own
    }
    return ParameterImportance(name, sum(shares[index] for index in own), None, categories)


def _correlation(values: np.ndarray, target: np.ndarray) -> float | None:
    import numpy as np

    if values.std() == 0 or target.std() == 0:
        return None
    return float(np.corrcoef(values, target)[0, 1])


def _filled(values: Sequence[object]) -> np.ndarray:
    """Return a column of numbers, with the median for runs without the parameter."""
    import numpy as np

    numbers = np.array([np.nan if each is None else each for each in values], dtype=float)
    known = numbers[~np.isnan(numbers)]
    return np.where(np.isnan(numbers), np.median(known) if len(known) else 0.0, numbers)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _record(name: str, each: ParameterImportance) -> dict[str, object]:
    return {"parameter": name, "importance": each.importance, "correlation": each.correlation}
