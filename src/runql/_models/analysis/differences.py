"""Differences between runs: config keys that vary, and a comparison of two runs."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args, overload

from runql._display.counts import counted
from runql._display.markup import table_html
from runql._frames.convert import to_frame
from runql._frames.flatten import flatten
from runql._frames.formats import require_format
from runql._models.analysis.grouping import group_indexes

if TYPE_CHECKING:
    import pandas as pd

    from runql._models.analysis.grouping import Rows
    from runql._wire.json_types import JsonValue

__all__ = [
    "COMPARED",
    "Change",
    "Compared",
    "RunDiff",
    "VaryingKey",
    "changes_between",
    "compared_document",
    "compared_packages",
    "varying_keys",
]

Kind: TypeAlias = Literal["added", "removed", "changed"]

Compared: TypeAlias = Literal["config", "summary", "metadata", "packages"]
"""Parts of two runs that can be compared."""

COMPARED: Final[tuple[Compared, ...]] = get_args(Compared)

_SHOWN: Final = 50
"""Maximum number of keys in a notebook's table."""

_OF_EACH_RUN: Final[Mapping[Compared, frozenset[str]]] = {
    "config": frozenset(),
    "summary": frozenset({"_runtime", "_timestamp", "_wandb"}),
    "metadata": frozenset({"heartbeatAt", "startedAt", "writerId"}),
    "packages": frozenset(),
}
"""Keys that differ between any two runs, so their differences carry no information."""


@dataclass(frozen=True, slots=True)
class VaryingKey:
    """A key whose values differ between runs.

    Attributes:
        key: The key, as a column of the runs' table: `config.lr`.
        values: The number of runs by value, in order of the values. The value is None for runs
            without the key. Lists and dicts are JSON strings, and so are booleans if the key also has numbers.
    """

    key: str
    values: Mapping[object, int]

    @property
    def missing(self) -> int:
        """Number of runs that lack the key."""
        return self.values.get(None, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """A key with different values in two runs.

    Attributes:
        key: The key with its prefix: `config.lr`, `summary.loss`, `metadata.git.commit`,
            `packages.numpy`.
        kind: `added` if only the other run has the key, `removed` if only the first run has it,
            else `changed`.
        before: Value of the first run; None if it lacks the key.
        after: Value of the other run; None if it lacks the key.
    """

    key: str
    kind: Kind
    before: object
    after: object


class RunDiff(Sequence[Change]):
    """Differences between two runs, in order of the keys.

    Attributes:
        first: Path of the first run.
        other: Path of the other run.
    """

    def __init__(self, first: str, other: str, changes: Sequence[Change]) -> None:
        self.first = first
        self.other = other
        self._changes = tuple(changes)

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Change, ...]: ...
    def __getitem__(self, index: int | slice) -> Change | tuple[Change, ...]:
        return self._changes[index]

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._changes)

    def records(self) -> list[dict[str, object]]:
        """Return one row per key.

        Returns:
            Rows with `key`, `kind`, `before` and `after`.
        """
        return [
            {"key": each.key, "kind": each.kind, "before": each.before, "after": each.after}
            for each in self._changes
        ]

    def to_pandas(self) -> pd.DataFrame:
        """Return `records()` as a pandas data frame.

        Returns:
            The data frame.

        Raises:
            MissingDependencyError: If pandas is not installed.
        """
        require_format("pandas")
        return to_frame(self.records(), ["key", "kind", "before", "after"], "pandas")

    def _repr_html_(self) -> str:
        rows = [(each.key, each.kind, each.before, each.after) for each in self._changes[:_SHOWN]]
        title = f"{self.first} and {self.other}"
        columns = ("key", "kind", "before", "after")
        return table_html(title, columns, rows, total=len(self._changes))

    def __str__(self) -> str:
        signs = {"added": "+", "removed": "-", "changed": "~"}
        lines = [f"--- {self.first}", f"+++ {self.other}"]
        for each in self._changes:
            if each.kind == "changed":
                value = f"{_shown(each.before)} → {_shown(each.after)}"
            else:
                value = _shown(each.after if each.kind == "added" else each.before)
            lines.append(f"{signs[each.kind]} {each.key}: {value}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<RunDiff of {self.first} and {self.other}: {counted(len(self._changes), 'key')}>"


def varying_keys(rows: Rows, prefix: str = "config.") -> list[VaryingKey]:
    """Return the keys whose values differ between runs, in order of their names.

    A key that only some runs have is included.
    """
    names = sorted({name for row in rows for name in row if name.startswith(prefix)})
    found: list[VaryingKey] = []
    for name in names:
        groups = group_indexes(rows, [name])
        if len(groups) > 1:
            values = {key[0]: len(indexes) for key, indexes in groups.items()}
            found.append(VaryingKey(name, values))
    return found


def changes_between(first: Mapping[str, object], other: Mapping[str, object]) -> list[Change]:
    """Return the differences between two flat dicts, in order of the keys."""
    found: list[Change] = []
    for key in sorted(first.keys() | other.keys()):
        if key not in first:
            found.append(Change(key, "added", None, other[key]))
        elif key not in other:
            found.append(Change(key, "removed", first[key], None))
        elif not _same(first[key], other[key]):
            found.append(Change(key, "changed", first[key], other[key]))
    return found


def compared_document(
    part: Compared, document: Mapping[str, JsonValue] | None
) -> dict[str, object]:
    """Return config, summary or metadata as flat keys with its name as prefix.

    Nulls are values.

    Keys that differ between any two runs are omitted.
    """
    kept = {key: value for key, value in (document or {}).items() if key not in _OF_EACH_RUN[part]}
    return {**_nulls(kept, f"{part}."), **flatten(kept, f"{part}.")}


def compared_packages(text: str | None) -> dict[str, object]:
    """Return package versions from a `requirements.txt`, keyed `packages.numpy`.

    Names are normalized as package indexes normalize them: case, `-`, `_` and `.` are ignored. For
    a package without a version, such as one from a URL, the value is its whole line.

    Args:
        text: The content of the file; None for a run without one.
    """
    found: dict[str, object] = {}
    for line in (text or "").splitlines():
        requirement = line.partition(" #")[0].strip()
        if not requirement or requirement.startswith("#"):
            continue
        if requirement.startswith("-"):
            found[f"packages.{requirement}"] = requirement
            continue
        name, equals, version = requirement.partition("==")
        if not equals or "@" in name:
            name, version = re.split(r"[ @<>=!~;\[]", requirement, maxsplit=1)[0], requirement
        key = re.sub(r"[-_.]+", "-", name.strip()).lower()
        found[f"packages.{key}"] = version.strip()
    return found


def _nulls(document: Mapping[str, JsonValue], prefix: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in document.items():
        if value is None:
            found[f"{prefix}{key}"] = None
        elif isinstance(value, dict) and "_type" not in value:
            found |= _nulls(value, f"{prefix}{key}.")
    return found


def _same(first: object, other: object) -> bool:
    if isinstance(first, bool) is not isinstance(other, bool):
        return False
    if isinstance(first, float) and isinstance(other, float) and math.isnan(first):
        return math.isnan(other)
    return first == other


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
