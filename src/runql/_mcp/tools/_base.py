"""The base of the tools: the client, the known keys, and the columns of runs."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, JsonValue

from runql._mcp.keys import FilterInput, filter_keys
from runql._mcp.text import plain
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql import AsyncApi, AsyncRun
    from runql._mcp.calls import Calls
    from runql._mcp.keys import KeyDirectory

__all__ = [
    "Columns", "FilterParameter", "ProjectParameter", "RunParameter", "Tools", "cell",
    "check_columns", "fields_of", "flat", "unknown_metric",
]  # fmt: skip

ProjectParameter = Annotated[str, Field(description="Project path: entity/project.")]
RunParameter = Annotated[
    str,
    Field(
        description="Run path: entity/project/run_id, or the run's URL. The id is not the display name."
    ),
]
FilterParameter = Annotated[
    FilterInput,
    Field(
        description="Filter for the runs, as a string: state == 'finished' and config.lr >= 0.001 and summary.\"eval/loss\" "
        "< 1 and tags in ['base'] and created_at > '2026-01-01T00:00:00Z' and display_name =~ '^base'. "
        "Fields: name (the run id), display_name, state, tags, group, job_type, sweep, user, created_at, "
        "config.KEY, summary.KEY. Or a MongoDB-style dict. Empty for all runs."
    ),
]
Columns = Annotated[
    list[str] | None,
    Field(
        description="Columns: id, name, state, created_at, duration, user, tags, group, job_type, notes, "
        "sweep_name, commit, url, history_line_count, config.KEY, summary.KEY."
    ),
]


class Tools:
    """Tools of one resource type."""

    def __init__(self, calls: Calls, keys: KeyDirectory) -> None:
        self._calls = calls
        self._keys = keys

    @property
    def _api(self) -> AsyncApi:
        return self._calls.api

    async def _check_filter(self, project: str, filters: FilterInput) -> None:
        """Check that runs have the keys of a filter that no run matched."""
        await self._keys.check(project, filter_keys(filters))


def fields_of(columns: Sequence[str]) -> list[str]:
    """Return the fields of runs to request for columns."""
    return [name for name in columns if name != "user"] or ["id"]


def cell(run: AsyncRun, column: str, *, longest: int = 200) -> JsonValue:
    """Return the value of a run in a column."""
    part, dot, key = column.partition(".")
    if dot and part == "config":
        return plain(_lookup(run.config, key), longest=longest)
    if dot and part == "summary":
        return plain(_lookup(run.summary, key), longest=longest)
    value: object = getattr(run, column)
    if column == "user":
        return run.user.username if run.user is not None else None
    return plain(value, longest=longest)


def _lookup(values: Mapping[str, object], key: str) -> object:
    if key in values:
        return values[key]
    head, dot, rest = key.partition(".")
    while dot:
        inner = values.get(head)
        if isinstance(inner, Mapping):
            return _lookup(inner, rest)
        more, dot, rest = rest.partition(".")
        head = f"{head}.{more}"
    return None


def flat(values: Mapping[str, JsonValue], prefix: str = "") -> dict[str, JsonValue]:
    """Flatten a JSON object to dotted keys, with empty objects unchanged."""
    found: dict[str, JsonValue] = {}
    for key, value in values.items():
        if isinstance(value, dict) and value:
            found.update(flat(value, f"{prefix}{key}."))
        else:
            found[f"{prefix}{key}"] = value
    return found


def unknown_metric(key: str, known: Sequence[str], what: str) -> UsageError:
    """Return an error for a metric that was not logged, with similar names."""
    near = difflib.get_close_matches(key, known, 3, 0.5)
    own = [each for each in known if not each.startswith("_")]
    return UsageError(
        f"{what} has not logged {key!r}.",
        hint=f"Did you mean {', '.join(map(repr, near))}?"
        if near
        else f"Logged metrics: {', '.join(map(repr, own[:20]))}{' and more' if len(own) > 20 else ''}.",
    )


def check_columns(columns: Sequence[str]) -> None:
    """Check that no column is too large for a table, such as the whole `config` or `summary`.

    Raises:
        UsageError: If a column is too large.
    """
    for name in columns:
        if name in ("config", "summary", "system_metrics", "history_keys"):
            raise UsageError(
                f"The column {name!r} is too large for a table.",
                hint=f"Pass single keys, such as {name}.KEY. Call describe_project for the keys, or get_run for all values of a run.",
            )
