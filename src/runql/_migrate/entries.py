"""Table entries for members of wandb's classes, and signatures of runql's methods."""

from __future__ import annotations

import inspect
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from runql._wandb_names.results import BASES
from runql._wandb_names.table import ENTRIES

if TYPE_CHECKING:
    from runql._wandb_names.entries import Entry

__all__ = ["entry_of_wandb", "positional_names"]

_MORE: Final = {
    "ArtifactDraft": ("runql", "Artifact"),
    "Artifact": ("runql", "LoggedArtifact"),
    "HistoryScan": ("runql._sync.history.iterators", "HistoryScan"),
    "Lister": ("runql._sync._client.lister", "Lister"),
    "Table": ("runql.media", "Table"),
}


@cache
def _index() -> dict[tuple[str, str], Entry]:
    found: dict[tuple[str, str], Entry] = {}
    for entry in ENTRIES:
        owner = "Draft" if entry.here == "ArtifactDraft" else entry.owner
        found.setdefault((owner, entry.member), entry)
    return found


def entry_of_wandb(kind: str, member: str) -> Entry | None:
    """Return the entry of a member of a wandb class or of its base classes."""
    for owner in (kind, *BASES.get(kind, ())):
        entry = _index().get((owner, member))
        if entry is not None:
            return entry
    return None


@cache
def positional_names(here: str, method: str) -> tuple[str, ...]:
    """Return the positional parameters of a runql method."""
    module, name = _MORE.get(here, ("runql", here))
    kind = getattr(import_module(module), name, None)
    function = inspect.getattr_static(kind, method, None) if kind is not None else None
    if not callable(function):
        return ()
    parameters = list(inspect.signature(function).parameters.values())[1:]
    allowed = {inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD}
    return tuple(each.name for each in parameters if each.kind in allowed)
