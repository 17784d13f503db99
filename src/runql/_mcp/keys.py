"""Known keys of a project's runs, for errors about unknown keys."""

from __future__ import annotations

import difflib
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from pydantic import JsonValue

from runql.errors import UsageError
from runql.filters import Filter, from_mongo, parse_filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from runql import AsyncApi

__all__ = ["FilterInput", "KeyDirectory", "filter_keys"]

FilterInput = str | dict[str, JsonValue] | None

Kind = Literal["config", "summary", "history"]

_KINDS: Final[tuple[Kind, ...]] = ("config", "summary", "history")
_FRESH_SECONDS: Final = 30.0
_SHOWN: Final = 15
_MONGO_PARTS: Final = (("config.", "config."), ("summary_metrics.", "summary."))


class KeyDirectory:
    """The keys of projects, cached for 30 seconds."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api
        self._known: dict[str, tuple[float, dict[Kind, set[str]]]] = {}

    async def of(self, project: str) -> dict[Kind, set[str]]:
        """Return the keys of a project by kind.

        Requests: One for the project and one per 1,000 keys. Zero if the keys were read in the last 30 seconds.
        """
        now = time.monotonic()
        known = self._known.get(project)
        if known is None or now - known[0] > _FRESH_SECONDS:
            found: dict[Kind, set[str]] = {kind: set() for kind in _KINDS}
            for key in await (await self._api.project(project)).keys():
                found[key.kind].add(key.name)
            known = self._known[project] = (now, found)
        return known[1]

    async def check(self, project: str, columns: Iterable[str]) -> None:
        """Check that runs of a project have the keys.

        Args:
            project: Path of the project.
            columns: Names of columns. Only `config.KEY`, `summary.KEY` and `history.KEY` are checked.

        Raises:
            UsageError: If no run has a key. The error suggests similar keys.

        Requests: The same as `of`. Zero without these columns.
        """
        wanted: list[tuple[Kind, str]] = [
            (kind, name) for kind, name in map(_split, columns) if kind is not None
        ]
        if not wanted:
            return
        known = await self.of(project)
        for kind, name in wanted:
            if not _has(known[kind], name):
                raise _unknown(project, kind, name, known)


def _split(column: str) -> tuple[Kind | None, str]:
    part, _, name = column.partition(".")
    for kind in _KINDS:
        if part == kind and name:
            return kind, name
    return None, column


def _has(known: set[str], name: str) -> bool:
    if name in known or name.startswith("_"):
        return True
    # The server may list a nested key only by its parent, or a parent only by its nested keys.
    return any(each.startswith(f"{name}.") or name.startswith(f"{each}.") for each in known)


def _unknown(project: str, kind: Kind, name: str, known: dict[Kind, set[str]]) -> UsageError:
    close = difflib.get_close_matches(name, sorted(known[kind]), 3, 0.5)
    near = [f"{kind}.{each}" for each in close]
    if not near:
        near = [
            f"{other}.{each}"
            for other in _KINDS
            for each in difflib.get_close_matches(name, sorted(known[other]), 2, 0.6)
        ]
    own = [f"{kind}.{each}" for each in sorted(known[kind]) if not each.startswith("_")]
    if near:
        said = f"Did you mean {', '.join(map(repr, near))}?"
    else:
        more = " and more" if len(own) > _SHOWN else ""
        said = f"Known keys: {', '.join(map(repr, own[:_SHOWN])) or 'none'}{more}."
    return UsageError(
        f"No run of {project} has the {kind} key {name!r}.",
        hint=f"{said} describe_project lists all keys.",
    )


def filter_keys(filters: FilterInput) -> list[str]:
    """Return the config and summary keys in a filter, as column names.

    Raises:
        FilterError: If the filter is invalid.
    """
    if not filters:
        return []
    parsed: Filter = parse_filter(filters) if isinstance(filters, str) else from_mongo(filters)
    return list(dict.fromkeys(_named(parsed.to_mongo())))


def _named(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            for mongo, column in _MONGO_PARTS:
                if str(key).startswith(mongo):
                    yield column + str(key).removeprefix(mongo).removesuffix(".value")
            yield from _named(inner)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _named(each)
