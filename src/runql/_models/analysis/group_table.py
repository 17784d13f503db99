"""Tables of group statistics: data frames, Markdown and LaTeX."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql._choices import checked_choice, checked_choices
from runql._display.counts import counted
from runql._display.markup import table_html
from runql._frames.categories import key_column
from runql._frames.convert import column_of, frame_of_columns, to_frame
from runql._frames.formats import require_format
from runql._models.analysis.grouping import check_columns, group_indexes, number_of
from runql._models.analysis.statistics import Statistic, Statistics
from runql._wandb_names.attributes import WandbNames
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._models.analysis.grouping import Rows
    from runql._models.analysis.statistics import Matrix
    from runql._plots.chart import Chart
    from runql._plots.theme import Scale

__all__ = ["Aggregate", "GroupTable", "Mode", "aggregate_rows"]

Aggregate: TypeAlias = "Statistic | Literal['best']"
"""A statistic, or `best`: the lowest or the highest value, depending on `mode=`."""

Mode: TypeAlias = Literal["min", "max"]
"""Whether lower or higher values are better."""

_STATISTICS: Final = get_args(Statistic)
_SHOWN: Final = 50
_LATEX: Final = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {each: f"\\{each}" for each in "&%$#_{}"}
)


class GroupTable(WandbNames):
    """Statistics of groups of runs, with one row per group.

    Attributes:
        by: Keys by which the runs are grouped; these are the first columns.
        modes: Whether lower or higher values are better, by metric. Metrics without a mode are absent.
    """

    def __init__(
        self,
        by: Sequence[str],
        rows: Sequence[Mapping[str, object]],
        columns: Mapping[str, Sequence[str]],
        modes: Mapping[str, Mode],
    ) -> None:
        self.by: tuple[str, ...] = tuple(by)
        self.modes: dict[str, Mode] = dict(modes)
        self._rows = [dict(row) for row in rows]
        self._columns = {key: tuple(names) for key, names in columns.items()}

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns: the keys, `runs`, and `<metric>.<statistic>`."""
        names = [f"{key}.{name}" for key, names in self._columns.items() for name in names]
        return (*self.by, "runs", *names)

    def records(self) -> list[dict[str, object]]:
        """Return the rows as dicts.

        Returns:
            One dict per group, by column name.
        """
        return [dict(row) for row in self._rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return the table as a pandas data frame.

        Returns:
            The data frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        require_format("pandas")
        return to_frame(self._rows, self.columns, "pandas")

    def to_polars(self) -> pl.DataFrame:
        """Return the table as a polars data frame.

        Returns:
            The data frame.

        Raises:
            MissingDependencyError: If polars is not installed.
        """
        require_format("polars")
        return frame_of_columns(self._typed(), "polars")

    def to_arrow(self) -> pa.Table:
        """Return the table as an Arrow table.

        Returns:
            The table.

        Raises:
            MissingDependencyError: If pyarrow is not installed.
        """
        require_format("arrow")
        return frame_of_columns(self._typed(), "arrow")

    def _typed(self) -> dict[str, list[object]]:
        """Return the columns, with keys of several types as distinct strings."""
        columns = {name: column_of(self._rows, name) for name in self.columns}
        return columns | {name: key_column(columns[name]) for name in self.by}

    def plot(
        self,
        metric: str | None = None,
        *,
        y_scale: Scale = "linear",
        title: str = "",
        y_title: str | None = None,
        width: int | None = None,
        height: int = 300,
    ) -> Chart:
        """Draw one bar per group: the value of a metric, with an error bar.

        The value is the mean, else the median, else the best value. The error bar is `ci95`, `std` or
        `sem`, the first of these in the table. The first key of the groups is the x axis, further keys
        are colors. Axes that are not linear have points instead of bars.

        Args:
            metric: A metric of the table; may be omitted if there is only one.
            y_scale: `linear`, `log` or `symlog`.
            title: Title above the chart.
            y_title: Title of the y axis; None for the metric.
            width: Width of the plot area, in pixels; None for a width that fits the number of groups.
            height: Height of the plot area, in pixels.

        Returns:
            The chart.

        Raises:
            UsageError: If the metric is unknown, or omitted although the table has several. Also if there
                are no groups, or zero or negative values on a logarithmic axis.
        """
        from runql._plots.groups import bars_chart
        from runql._plots.lines import Look

        if metric is None and len(self._columns) != 1:
            raise UsageError(
                f"plot() draws one metric, but the table has {len(self._columns)}.",
                hint=f"Pass metric=, one of {', '.join(map(repr, self._columns))}."
                if self._columns
                else None,
            )
        chosen = checked_choice("metric", metric or next(iter(self._columns)), self._columns)
        look = Look(y_scale=y_scale, title=title, y_title=y_title, height=height)
        return bars_chart(self._rows, by=self.by, metric=chosen, look=look, width=width)

    def to_markdown(self, *, digits: int = 3) -> str:
        """Return the table in Markdown.

        Cells are `mean ± std`. The best group of each metric is bold.

        Args:
            digits: Number of decimal places.

        Returns:
            The Markdown table.
        """
        head, body = self._texts(digits, "±", lambda text: f"**{text}**")
        lines = [head, ["---"] * len(head), *body]
        return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)

    def to_latex(self, *, digits: int = 3) -> str:
        """Return the table in LaTeX, with the rules of the package booktabs.

        Args:
            digits: Number of decimal places.

        Returns:
            The `tabular` environment.
        """
        head, body = self._texts(digits, r"\pm", lambda text: text)
        bold = self._best_cells()
        keys = len(self.by) + 1
        lines = [" & ".join(each.translate(_LATEX) for each in head) + r" \\"]
        for number, line in enumerate(body):
            cells = [each.translate(_LATEX) for each in line[:keys]]
            for index, text in enumerate(line[keys:]):
                math_text = f"${text}$" if text else ""
                is_best = (number, index) in bold and text
                cells.append(rf"$\mathbf{{{text}}}$" if is_best else math_text)
            lines.append(" & ".join(cells) + r" \\")
        spec = "l" * len(self.by) + "r" * (len(head) - len(self.by))
        rules = [
            rf"\begin{{tabular}}{{{spec}}}", r"\toprule", lines[0], r"\midrule", *lines[1:],
            r"\bottomrule", r"\end{tabular}",
        ]  # fmt: skip
        return "\n".join(rules)

    def _texts(
        self, digits: int, plus_minus: str, bold: Callable[[str], str]
    ) -> tuple[list[str], list[list[str]]]:
        shown = list(self._shown())
        head = [
            *(key.removeprefix("config.") for key in self.by),
            "runs",
            *(title for title, _, _ in shown),
        ]
        best = self._best_cells()
        body: list[list[str]] = []
        for number, row in enumerate(self._rows):
            line = ["" if row[key] is None else str(row[key]) for key in self.by]
            line.append(str(row["runs"]))
            for index, (_, value_name, spread_name) in enumerate(shown):
                text = _number(row[value_name], digits)
                if text and spread_name:
                    spread = _number(row[spread_name], digits)
                    text = f"{text} {plus_minus} {spread}" if spread else text
                line.append(bold(text) if text and (number, index) in best else text)
            body.append(line)
        return head, body

    def _shown(self) -> Iterator[tuple[str, str, str]]:
        """Yield title, value and spread of printed columns; means have their std."""
        for key, names in self._columns.items():
            short = key.removeprefix("summary.")
            for name in names:
                if name == "std" and "mean" in names:
                    continue
                has_spread = name == "mean" and "std" in names
                title = short if name == "mean" else f"{short} ({name})"
                yield title, f"{key}.{name}", f"{key}.std" if has_spread else ""

    def _best_cells(self) -> set[tuple[int, int]]:
        """Return the cells, by row and printed column, that are the best of their metric."""
        found: set[tuple[int, int]] = set()
        for index, (_, value_name, _) in enumerate(self._shown()):
            key, _, name = value_name.rpartition(".")
            mode = self.modes.get(key)
            if mode is None or name not in ("mean", "median", "best"):
                continue
            values = [number_of(row[value_name]) for row in self._rows]
            known = [value for value in values if not math.isnan(value)]
            if known:
                top = min(known) if mode == "min" else max(known)
                found |= {(number, index) for number, value in enumerate(values) if value == top}
        return found

    def _repr_html_(self) -> str:
        head, body = self._texts(3, "±", lambda text: text)
        title = f"Groups by {', '.join(self.by)}"
        note = "plot() draws a metric" if self._columns else ""
        return table_html(title, head, body[:_SHOWN], total=len(body), note=note)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"<GroupTable by {', '.join(self.by)}: {counted(len(self._rows), 'group')}>"


def aggregate_rows(
    rows: Rows,
    by: Sequence[str],
    aggregates: Mapping[str, Sequence[Aggregate] | Aggregate],
    mode: Mode | Mapping[str, Mode] | None,
) -> GroupTable:
    """Return statistics of groups of runs.

    The column `runs` counts all runs. Statistics exclude runs whose value is NaN or not a number;
    `n` is the number of included runs.

    Raises:
        UsageError: If no run has a key, a statistic is unknown, or `best` is requested without a
            mode.
    """
    import numpy as np

    asked = {
        key: checked_choices(
            "aggregate",
            (names,) if isinstance(names, str) else names,
            (*_STATISTICS, "best"),
        )
        for key, names in aggregates.items()
    }
    modes = _modes(asked, mode)
    check_columns(rows, list(by), "group_by")
    check_columns(rows, list(asked), "aggregate")
    columns: dict[str, list[str]] = {}
    table: list[dict[str, object]] = []
    for group, indexes in group_indexes(rows, by).items():
        line: dict[str, object] = dict(zip(by, group, strict=True))
        line["runs"] = len(indexes)
        for key, names in asked.items():
            values = np.asarray([[number_of(rows[index].get(key))] for index in indexes])
            found = _statistics(values, names, modes.get(key))
            columns[key] = list(found)
            line.update((f"{key}.{name}", value) for name, value in found.items())
        table.append(line)
    return GroupTable(by, table, columns, modes)


def _statistics(values: Matrix, names: Sequence[str], mode: Mode | None) -> dict[str, object]:
    plain = tuple(name for name in _STATISTICS if name in names or name == mode)
    found = {key: float(column[0]) for key, column in Statistics(plain).of(values).items()}
    chosen: dict[str, object] = {}
    for name in names:
        if name == "best" and mode is not None:
            chosen["best"] = found[mode]
        elif name == "ci95":
            chosen |= {key: found[key] for key in ("ci95_low", "ci95_high")}
        else:
            chosen[name] = int(found[name]) if name == "n" else found[name]
    return {
        key: None if isinstance(value, float) and math.isnan(value) else value
        for key, value in chosen.items()
    }


def _modes(
    asked: Mapping[str, Sequence[str]], mode: Mode | Mapping[str, Mode] | None
) -> dict[str, Mode]:
    if mode is None or isinstance(mode, str):
        modes = {} if mode is None else dict.fromkeys(asked, mode)
    else:
        modes = dict(mode)
    found = {key: checked_choice("mode", each, get_args(Mode)) for key, each in modes.items()}
    for key in found:
        if key not in asked:
            raise UsageError(
                f"mode= contains {key!r}, which is not aggregated.",
                hint=f"Use the aggregated metrics: {', '.join(map(repr, asked))}.",
            )
    for key, names in asked.items():
        if "best" in names and key not in found:
            raise UsageError(
                f"The aggregate 'best' of {key} requires a mode.",
                hint=f'Pass mode="min" or mode="max", or mode={{{key!r}: "max"}}.',
            )
    return found


def _number(value: object, digits: int) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value) if isinstance(value, int) else f"{value:.{digits}f}"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
