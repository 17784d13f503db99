"""What the runs of a sweep say of its parameters: read once, computed and drawn many times."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING

from runql._models.sweeps.charts import parallel_chart, scatter_chart
from runql._models.sweeps.importance import ParameterImportances, compute_importances
from runql.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from runql._models.sweeps.config import SweepConfig, SweepParameter
    from runql._models.sweeps.ranking import Ranking
    from runql._models.sweeps.rendering import SweepChart

__all__ = ["SweepAnalysis", "require_analysis"]


def require_analysis() -> None:
    """Make sure that the libraries are there, before anything is requested.

    Raises:
        MissingDependencyError: If one is not.
    """
    for module, package in (("sklearn", "scikit-learn"), ("altair", "altair")):
        if importlib.util.find_spec(module) is None:
            raise MissingDependencyError(
                f"The analysis of a sweep requires {package}, which is not installed.",
                hint="Install it with: pip install 'runql[analysis]'",
            )


@dataclass(frozen=True, slots=True)
class SweepAnalysis:
    """The runs of a sweep that have a finite value of a metric, with their parameters.

    Attributes:
        sweep: Path of the sweep.
        metric: Key of the summary.
        parameters: What was varied, and whether its values are categories; constants are left out.
        rows: A row per run: `run`, each parameter, the metric.
        logarithmic: Parameters whose axes are logarithmic, as their distributions are.
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
        """Put together what a sweep varied and what came of it.

        Args:
            sweep: Path of the sweep.
            config: Its configuration.
            ranking: What runs are compared by.
            rows: Id, row of the table, and value of the metric, by run.
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
        """Say how much each parameter matters.

        Raises:
            UsageError: If there are too few runs to say anything.
        """
        rows = [(row, float(str(row[self.metric]))) for row in self.rows]
        return compute_importances(self.metric, self.parameters, rows, f"in {self.sweep}")

    def parallel_coordinates(self) -> SweepChart:
        """Draw a line per run through an axis per parameter, and one for the metric."""
        return parallel_chart(self.metric, self.parameters, self.rows, self.logarithmic)

    def metric_over_parameters(self) -> SweepChart:
        """Draw the metric over each parameter, one panel a parameter."""
        return scatter_chart(self.metric, self.parameters, self.rows, self.logarithmic)

    def to_pandas(self) -> pd.DataFrame:
        """Return `rows` as a frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        from runql._frames.convert import to_frame
        from runql._frames.formats import require_format

        require_format("pandas")
        return to_frame(self.rows, ["run", *self.parameters, self.metric], "pandas")


def _is_categorical(parameter: SweepParameter, values: Sequence[object]) -> bool:
    """Numbers that were listed are numbers all the same, as the web app treats them."""
    known = [each for each in values if each is not None] or list(parameter.values)
    return any(isinstance(each, bool) or not isinstance(each, int | float) for each in known)
