"""Division of run rows into groups by key values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from runql._choices import near_names
from runql._frames.categories import column_keys
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from runql._models.analysis.curves import GroupKey

    Rows = Sequence[Mapping[str, object]]

__all__ = [
    "check_columns",
    "creation_order",
    "group_indexes",
    "latest_by",
    "number_of",
]


def check_columns(rows: Rows, names: Sequence[str], argument: str, which: str = "run") -> None:
    """Check that at least one run has each key.

    Args:
        rows: Rows of the runs.
        names: The keys.
        argument: Argument that named the keys, for the error.
        which: What the rows are, for the error.

    Raises:
        UsageError: If no run has the key; the error suggests similar keys.
    """
    known = {name for row in rows for name in row}
    for name in names:
        if name in known or not rows:
            continue
        below = sorted(each for each in known if each.startswith(f"{name}."))
        near = below[:3] or near_names(name, known, 3)
        raise UsageError(
            f"No {which} has the key {name!r} ({argument}).",
            hint=f"Similar keys of the runs: {', '.join(map(repr, near))}."
            if near
            else "Use a column of runs.to_pandas(), such as 'config.lr' or 'summary.loss'.",
        )


def group_indexes(rows: Rows, by: Sequence[str]) -> dict[GroupKey, list[int]]:
    """Return the row indexes of each group, by key values, in order of the values.

    Numbers come before strings, and None (for runs that lack a key) comes last. Lists and dicts are grouped by
    their JSON string. In a column that also has numbers, booleans are the strings `true` and `false`. A string
    that equals such a string is quoted.
    """
    groups: dict[GroupKey, list[int]] = {}
    columns = [column_keys([row.get(name) for row in rows]) for name in by]
    for index in range(len(rows)):
        groups.setdefault(tuple(column[index] for column in columns), []).append(index)
    return dict(sorted(groups.items(), key=lambda item: tuple(map(_sort_key, item[0]))))


def creation_order(rows: Rows) -> list[int]:
    """Return the row indexes of runs, the oldest run first.

    Servers return creation times in whole seconds. Runs of the same second keep the order of the
    list, or the reverse order if the list has new runs first.
    """
    created = [str(row.get("created_at") or "") for row in rows]
    sign = -1 if created and created[0] > created[-1] else 1
    return sorted(range(len(rows)), key=lambda index: (created[index], sign * index))


def latest_by(rows: Rows, by: Sequence[str]) -> list[int]:
    """Return the row index of the newest run of each group, in order of the rows."""
    age = {index: place for place, index in enumerate(creation_order(rows))}
    return sorted(max(indexes, key=age.__getitem__) for indexes in group_indexes(rows, by).values())


def number_of(value: object) -> float:
    """Return a value as a number: booleans as 0 and 1, other types as NaN."""
    if isinstance(value, int | float):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    return math.nan


def _sort_key(value: object) -> tuple[int, float, str]:
    if value is None:
        return (2, 0.0, "")
    if isinstance(value, int | float):
        return (0, number_of(value), "")
    return (1, 0.0, str(value))
