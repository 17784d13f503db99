"""Keys that runs of a project have, to refuse those that none has."""

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
    """The keys of projects, remembered for half a minute."""

    def __init__(self, api: AsyncApi) -> None:
        self._api = api
        self._known: dict[str, tuple[float, dict[Kind, set[str]]]] = {}

    async def of(self, project: str) -> dict[Kind, set[str]]:
        """Return the keys of a project by kind.

        Requests: One for the project and one per 1,000 keys; none within half a minute.
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
        """Make sure that runs of a project have keys.

        Args:
            project: Path of the project.
            columns: `config.KEY`, `summary.KEY` and `history.KEY`; others are not looked at.

        Raises:
            UsageError: If no run has one; names the near ones.

        Requests: As `of`; none without such a column.
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
    # Keys inside lists and objects are listed by the key of the whole, and the other way round.
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
        said = f"Runs have {', '.join(map(repr, own[:_SHOWN])) or 'none'}{more}."
    return UsageError(
        f"No run of {project} has the {kind} key {name!r}.",
        hint=f"{said} describe_project lists all keys.",
    )


def filter_keys(filters: FilterInput) -> list[str]:
    """Return the keys of config and summary that a filter names, as columns.

    Raises:
        FilterError: If it is not a filter.
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
