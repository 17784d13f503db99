"""Curves of groups of runs: histories interpolated on one grid, smoothed, and reduced to statistics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from runql._models.analysis.series import at_places, extremes_at
from runql._models.analysis.smoothing import smoothed
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql._models.analysis.series import FloatArray, Series
    from runql._models.analysis.smoothing import Smoothing
    from runql._models.analysis.statistics import Matrix, Statistics

__all__ = [
    "CurveQuery",
    "Grid",
    "GroupKey",
    "check_by",
    "check_grid",
    "curve_columns",
    "grid_places",
]

Grid: TypeAlias = "int | Literal['union'] | Sequence[float]"
"""X values at which curves are compared: a number of evenly spaced values between the first and the last x of all
runs, every x of the group's runs, or a list of values."""

GroupKey: TypeAlias = "tuple[object, ...]"
"""Values of the keys by which runs are grouped."""

_MOST_PLACES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class CurveQuery:
    """The curves to build.

    Attributes:
        key: The metric.
        x: The key of the x axis.
        by: Keys to group by, such as `config.algo`.
        over: The key that distinguishes the runs of a group, such as `config.seed`; empty for none.
        grid: X values at which curves are compared.
        smooth: Smoothing of each run before the comparison; None for no smoothing.
        statistics: Statistics of each group.
    """

    key: str
    x: str
    by: tuple[str, ...]
    over: str
    grid: Grid
    smooth: Smoothing | None
    statistics: Statistics


def check_by(by: object) -> tuple[str, ...]:
    """Return the columns to group by.

    Raises:
        UsageError: If `by` is not a list of strings.
    """
    if isinstance(by, str) or not isinstance(by, Iterable):
        hint = f"Use by=[{by!r}]." if isinstance(by, str) else 'Use by=["config.algo"].'
        raise UsageError(f"by must be a list of columns, got {by!r}.", hint=hint)
    columns = list(cast("Iterable[object]", by))
    if not all(isinstance(each, str) for each in columns):
        raise UsageError(
            f"by must be a list of columns, got {by!r}.", hint='Use by=["config.algo"].'
        )
    return tuple(str(each) for each in columns)


def check_grid(grid: object) -> Grid:
    """Return a grid.

    Raises:
        UsageError: If the grid is invalid.
    """
    hint = 'Pass a number of x values, "union", or a list of ascending numbers.'
    if isinstance(grid, str):
        if grid != "union":
            raise UsageError(f"Invalid grid: {grid!r}.", hint=hint)
        return "union"
    if isinstance(grid, int) and not isinstance(grid, bool):
        if not 2 <= grid <= _MOST_PLACES:
            raise UsageError(f"grid must be between 2 and {_MOST_PLACES}, got {grid}.", hint=hint)
        return grid
    places = _numbers(grid)
    if places is None:
        raise UsageError(f"Invalid grid: {grid!r}.", hint=hint)
    if not places or any(not b > a for a, b in pairwise(places)):
        raise UsageError("The x values of a grid must ascend without duplicates.", hint=hint)
    return places


def _numbers(grid: object) -> list[float] | None:
    """Return the numbers of an iterable; None for any other object."""
    if isinstance(grid, bool | float | bytes | Mapping) or not isinstance(grid, Iterable):
        return None
    try:
        return [float(each) for each in cast("Iterable[float]", grid)]
    except (TypeError, ValueError, OverflowError):
        return None


def grid_places(grid: Grid, group: Sequence[Series], low: float, high: float) -> FloatArray:
    """Return the x values at which a group is compared.

    Args:
        grid: The grid.
        group: The runs of the group.
        low: First x of all groups.
        high: Last x of all groups.
    """
    import numpy as np

    if isinstance(grid, int):
        return np.linspace(low, high, grid) if high > low else np.asarray([low])
    if isinstance(grid, str):
        return np.unique(np.concatenate([each.x for each in group] or [np.empty(0)]))
    return np.asarray(grid, dtype=np.float64)


def curve_columns(
    groups: Mapping[GroupKey, Sequence[Series]], query: CurveQuery
) -> dict[str, list[object] | FloatArray]:
    """Return the columns of a table with one row per group and x.

    The columns are the keys of the group, x, and the statistics.

    Each run is smoothed on its own points first, then interpolated at the x values of the grid. A
    run has values only between its own first and last x. X values at which no run of a group has a
    value are omitted.
    """
    import numpy as np

    known = [each for group in groups.values() for each in group if len(each.x)]
    low = min((each.first for each in known), default=0.0)
    high = max((each.last for each in known), default=0.0)
    keys: dict[str, list[object]] = {name: [] for name in query.by}
    parts: dict[str, list[FloatArray]] = {}
    for group_key, group in groups.items():
        runs = [each for each in group if len(each.x)]
        if not runs:
            continue
        places = grid_places(query.grid, runs, low, high)
        values, extremes = _at_places(runs, places, query, high - low)
        kept = ~np.isnan(values).all(axis=0)
        if extremes is not None:
            extremes = (extremes[0][:, kept], extremes[1][:, kept])
        columns = {query.x: places[kept], **query.statistics.of(values[:, kept], extremes)}
        for name, column in columns.items():
            parts.setdefault(name, []).append(column)
        for name, value in zip(query.by, group_key, strict=True):
            keys[name] += [value] * int(kept.sum())
    names = [query.x, *query.statistics.columns]
    joined = {name: np.concatenate(parts[name]) if name in parts else np.empty(0) for name in names}
    return {**keys, **joined}


def _at_places(
    runs: Sequence[Series], places: FloatArray, query: CurveQuery, x_range: float
) -> tuple[Matrix, tuple[Matrix, Matrix] | None]:
    """Return smoothed values at x values, and extremes if requested.

    Each result has one row per run.
    """
    import numpy as np

    curves = [replace(each, y=smoothed(each.x, each.y, query.smooth, x_range)) for each in runs]
    values = np.vstack([at_places(each, places) for each in curves])
    if "envelope" not in query.statistics.names:
        return values, None
    extremes = [extremes_at(each, places) for each in runs]
    return values, (
        np.vstack([low for low, _ in extremes]),
        np.vstack([high for _, high in extremes]),
    )
