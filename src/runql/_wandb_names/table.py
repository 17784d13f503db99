"""The whole table, indexed by runql class."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from runql._wandb_names.nouns import (
    accounts,
    api,
    artifacts,
    collections,
    files,
    lists,
    modules,
    runs,
    sweeps,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runql._wandb_names.entries import Entry

__all__ = ["ENTRIES", "entries_here", "entry_of", "module_entry", "names_of"]

ENTRIES: Final[tuple[Entry, ...]] = (
    *api.ENTRIES,
    *runs.ENTRIES,
    *artifacts.ENTRIES,
    *collections.ENTRIES,
    *sweeps.ENTRIES,
    *files.ENTRIES,
    *accounts.ENTRIES,
    *lists.ENTRIES,
    *modules.ENTRIES,
)


@cache
def entries_here() -> Mapping[tuple[str, str], Entry]:
    """Return the entries by runql class and wandb name. The first declaration takes precedence."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in ENTRIES:
        found.setdefault((entry.here, entry.member), entry)
    return found


def names_of(kind: type[object]) -> Iterator[str]:
    """Yield the names under which the table knows a class, the most specific first."""
    for base in kind.__mro__:
        yield base.__name__.removeprefix("Async")


def entry_of(kind: type[object], member: str) -> Entry | None:
    """Return the entry of a name on a runql class; None if the table has none."""
    index = entries_here()
    return next((index[name, member] for name in names_of(kind) if (name, member) in index), None)


def module_entry(module: str, name: str) -> Entry | None:
    """Return the entry of a name in a runql module: `runql` or `runql.errors`."""
    return entries_here().get((module, name))
