"""Analysis of a sweep: parameters and metric of its runs, with statistics and charts."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._models.sweeps.importance import ParameterImportances, compute_importances
from runql.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from runql._models.sweeps.config import SweepConfig, SweepParameter
    from runql._models.sweeps.ranking import Ranking
    from runql._plots.chart import Chart

__all__ = ["SweepAnalysis", "require_analysis"]


def require_analysis() -> None:
    """Check that the analysis libraries are installed, before a request is sent.

    Raises:
        MissingDependencyError: If a library is not installed.
    """
    for module, package in (("sklearn", "scikit-learn"),):
        if importlib.util.find_spec(module) is None:
            raise MissingDependencyError(
                f"The analysis of a sweep requires the {package} package.",
                hint="Install it with: pip install 'runql[analysis]'",
            )


@dataclass(frozen=True, slots=True)
class SweepAnalysis:
    """The parameters and the metric of a sweep's runs.

    Only runs with a finite value of the metric are included.

    Attributes:
        sweep: Path of the sweep.
        metric: Summary key of the metric.
        parameters: Varied parameters, and whether each is categorical. Constants are excluded.
        rows: One row per run: `run`, each parameter, the metric.
        logarithmic: Parameters with logarithmic axes, because their distributions are logarithmic.
    """

    sweep: str
    metric: str
    parameters: Mapping[str, bool]
    rows: Sequence[dict[str, object]]
    logarithmic: frozenset[str]

    @classmethod
    def of_rows(
        cls,
        sweep: str,
        config: SweepConfig,
        ranking: Ranking,
        rows: Sequence[tuple[str, Mapping[str, object], float]],
    ) -> SweepAnalysis:
        """Return the analysis of runs.

        Args:
            sweep: Path of the sweep.
            config: Config of the sweep.
            ranking: Metric and goal of the comparison.
            rows: Id, table row, and value of the metric, by run.
        """
        varied = {
            name: _is_categorical(each, [row.get(f"config.{name}") for _, row, _ in rows])
            for name, each in config.parameters.items()
            if each.distribution != "constant"
        }
        logarithmic = frozenset(
            name for name in varied if "log" in config.parameters[name].distribution
        )
        table = [
            {
                "run": run,
                **{name: row.get(f"config.{name}") for name in varied},
                ranking.metric: value,
            }
            for run, row, value in rows
        ]
        return cls(sweep, ranking.metric, varied, table, logarithmic)

    def importance(self) -> ParameterImportances:
        """Return the importance of each parameter for the metric.

        Raises:
            UsageError: If there are fewer than 4 runs, or the sweep varies no parameter.
        """
        rows = [(row, float(str(row[self.metric]))) for row in self.rows]
        return compute_importances(self.metric, self.parameters, rows, f"in {self.sweep}")

    def parallel_coordinates(self) -> Chart:
        """Draw one line per run across an axis for each parameter and for the metric."""
        from runql._plots.parallel import parallel_chart
        from runql._plots.rows import rows_of

        rows = rows_of(self.rows)
        log = {name for name in self.logarithmic if is_positive(rows, name)}
        return parallel_chart(self.metric, self.parameters, rows, log)

    def metric_over_parameters(self) -> Chart:
        """Draw the metric over each parameter, one panel per parameter."""
        from runql._plots.rows import rows_of
        from runql._plots.scatter import panels_chart

        return panels_chart(self.metric, self.parameters, rows_of(self.rows), self.logarithmic)

    def to_pandas(self) -> pd.DataFrame:
        """Return `rows` as a pandas data frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        from runql._frames.convert import to_frame
        from runql._frames.formats import require_format

        require_format("pandas")
        return to_frame(self.rows, ["run", *self.parameters, self.metric], "pandas")


def is_positive(rows: Sequence[Mapping[str, object]], name: str) -> bool:
    """Return whether all numbers of a column fit on a logarithmic axis."""
    numbers = [value for row in rows if isinstance(value := row.get(name), int | float)]
    return bool(numbers) and min(numbers) > 0


def _is_categorical(parameter: SweepParameter, values: Sequence[object]) -> bool:
    """Return whether a parameter is categorical. Listed numbers stay numeric, as in the web app."""
    known = [each for each in values if each is not None] or list(parameter.values)
    return any(isinstance(each, bool) or not isinstance(each, int | float) for each in known)
