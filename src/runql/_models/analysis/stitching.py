"""Histories of runs that continue each other, stitched into one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from runql._display.counts import counted
from runql._display.markup import MOST_ROWS, table_html
from runql._frames.arrow import arrow_union, pandas_of_arrow, polars_of_arrow
from runql._frames.formats import require_format
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from runql._models.analysis.grouping import Rows

__all__ = [
    "RULES",
    "Bounds",
    "Rule",
    "Stitched",
    "StitchedRun",
    "refuse_unrelated",
    "step_bounds",
    "stitched",
]

Rule: TypeAlias = Literal["later", "first"]
"""The run whose rows are kept where the steps of two runs overlap."""

Bounds: TypeAlias = "tuple[int, int]"
"""First and last step."""

RULES: Final[tuple[Rule, ...]] = get_args(Rule)

_STEP: Final = "_step"
_RUN: Final = "run_id"
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class StitchedRun:
    """The contribution of one run to a stitched history.

    Attributes:
        run_id: The run.
        rows: Number of its rows that were kept.
        dropped: Number of its rows that another run replaced.
        first_step: First step of the kept rows; None if no row was kept.
        last_step: Last step of the kept rows; None if no row was kept.
        complete: Whether the run's history is complete, so that no rows will follow.
    """

    run_id: str
    rows: int
    dropped: int
    first_step: int | None
    last_step: int | None
    complete: bool = True


class Stitched:
    """Histories of several runs as one, in order of steps.

    The column `run_id` has the source run of each row.

    Attributes:
        rule: The run whose rows were kept where steps overlap.
        runs: The contribution of each run, oldest run first.
    """

    def __init__(self, table: pa.Table, rule: Rule, runs: Sequence[StitchedRun]) -> None:
        self.rule: Rule = rule
        self.runs: tuple[StitchedRun, ...] = tuple(runs)
        self._table = table

    @property
    def dropped(self) -> int:
        """Number of rows that another run replaced."""
        return sum(run.dropped for run in self.runs)

    def to_arrow(self) -> pa.Table:
        """Return an Arrow table.

        Returns:
            The table; its metadata `runql` contains `rule` and `runs` as JSON.
        """
        return self._table.replace_schema_metadata({"runql": json.dumps(self._info())})

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame.

        Returns:
            The data frame; its `attrs["runql"]` contains `rule` and `runs`.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        require_format("pandas")
        frame = pandas_of_arrow(self._table)
        frame.attrs["runql"] = self._info()
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame.

        Returns:
            The data frame.

        Raises:
            MissingDependencyError: If polars is not installed.
        """
        require_format("polars")
        return polars_of_arrow(self._table)

    def records(self) -> list[dict[str, object]]:
        """Return the rows as dicts.

        Returns:
            One dict per row, by column name.
        """
        rows: list[dict[str, object]] = self._table.to_pylist()
        return rows

    def _repr_html_(self) -> str:
        table = self._table
        rows = [list(row.values()) for row in table.slice(0, MOST_ROWS).to_pylist()]
        note = (
            f"{counted(len(self.runs), 'run')}, {counted(self.dropped, 'row', commas=True)} dropped"
        )
        return table_html("Stitched", table.column_names, rows, total=table.num_rows, note=note)

    def __len__(self) -> int:
        return self._table.num_rows

    def __repr__(self) -> str:
        return f"<Stitched {counted(len(self.runs), 'run')}: {counted(len(self), 'row')}, {self.dropped} dropped>"

    def _info(self) -> dict[str, object]:
        return {"rule": self.rule, "runs": [asdict(run) for run in self.runs]}


def stitched(
    tables: Mapping[str, pa.Table],
    rule: Rule,
    *,
    bounds: Mapping[str, Bounds | None] | None = None,
    keys: Sequence[str] | None = None,
    unfinished: Sequence[str] = (),
) -> Stitched:
    """Stitch the histories of several runs into one.

    With `later`, a run replaces the rows of all earlier runs from its own first step on, also beyond
    its last step: later rows of an earlier run belong to an abandoned branch. With `first`, a run
    continues after the last step of all earlier runs.

    Args:
        tables: Rows of each run, with columns `run_id` and `_step`, by run ID; the oldest run
            first.
        rule: The run whose rows are kept where steps overlap.
        bounds: First and last step of each run, if the tables lack rows; None for the bounds of the
            tables.
        keys: Keys to return; None for all.
        unfinished: IDs of runs that may still get more rows.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    known = step_bounds(tables) if bounds is None else bounds
    limits = _limits(tables, known, rule)
    is_kept = pc.less if rule == "later" else pc.greater
    kept: list[pa.Table] = []
    runs: list[StitchedRun] = []
    for run, table in tables.items():
        own = table
        limit = limits[run]
        if limit is not None and table.num_rows:
            own = table.filter(is_kept(table[_STEP], pa.scalar(limit)))
        first, last = _bounds(own) or (None, None)
        dropped = table.num_rows - own.num_rows
        runs.append(StitchedRun(run, own.num_rows, dropped, first, last, run not in unfinished))
        kept.append(own)
    columns = _columns(kept, keys)
    if not kept:
        kinds = {_RUN: pa.string(), _STEP: pa.int64()}
        empty = [pa.array([], kinds.get(name, pa.null())) for name in columns]
        return Stitched(pa.Table.from_arrays(empty, names=columns), rule, ())
    whole = arrow_union(kept, columns)
    return Stitched(whole.take(pc.sort_indices(whole[_STEP])), rule, runs)


def step_bounds(tables: Mapping[str, pa.Table]) -> dict[str, Bounds | None]:
    """Return the first and the last step of each run; None for a run without rows."""
    return {run: _bounds(table) for run, table in tables.items()}


def refuse_unrelated(rows: Rows) -> None:
    """Check that the runs share a name or a group.

    Raises:
        UsageError: If the runs have several names, and several groups or no group.
    """
    names, groups = (list(dict.fromkeys(row.get(key) for row in rows)) for key in ("name", "group"))
    if len(names) <= 1 or (len(groups) == 1 and groups[0]):
        return
    shown = ", ".join(repr(name) for name in names[:_SHOWN])
    more = ", …" if len(names) > _SHOWN else ""
    raise UsageError(
        f"The {len(rows)} runs of the list share neither a name nor a group; their names are {shown}{more}. "
        "Stitched runs must continue each other.",
        hint='Select the runs with a filter, such as {"group": "resumed"} or {"display_name": "train"}.',
    )


def _limits(
    runs: Iterable[str], bounds: Mapping[str, Bounds | None], rule: Rule
) -> dict[str, int | None]:
    """Return a step limit for each run.

    With `later`, a run's rows end before it. With `first`, they begin after it.
    """
    ordered = list(runs)
    found: dict[str, int | None] = {}
    limit: int | None = None
    for run in reversed(ordered) if rule == "later" else ordered:
        found[run] = limit
        own = bounds.get(run)
        if own is not None and rule == "later":
            limit = own[0] if limit is None else min(limit, own[0])
        elif own is not None:
            limit = own[1] if limit is None else max(limit, own[1])
    return found


def _bounds(table: pa.Table) -> Bounds | None:
    import pyarrow.compute as pc

    if not table.num_rows:
        return None
    bounds = pc.min_max(table[_STEP])
    return bounds["min"].as_py(), bounds["max"].as_py()


def _columns(tables: Sequence[pa.Table], keys: Sequence[str] | None) -> list[str]:
    found = keys
    if found is None:
        found = sorted({name for table in tables for name in table.column_names})
    return list(dict.fromkeys([_RUN, _STEP, *found]))
