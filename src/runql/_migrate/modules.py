"""Modules and classes of wandb that a file imports, and their runql names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._wandb_names.entries import Kind
from runql._wandb_names.table import ENTRIES

if TYPE_CHECKING:
    from runql._wandb_names.entries import Entry

__all__ = [
    "CLASSES",
    "ERRORS",
    "PUBLIC_MODULES",
    "class_entry",
    "imported_kind",
    "is_public",
    "runql_class",
]

CLASSES: Final = {
    entry.owner: entry.write
    for entry in reversed(ENTRIES)
    if not entry.member and entry.write.isidentifier() and entry.here and entry.owner != "Artifact"
}
"""Classes of wandb by name, with the runql classes."""

ERRORS: Final = {
    entry.member: entry.gives
    for entry in ENTRIES
    if entry.owner == "wandb.errors" and entry.kind in {Kind.SAME, Kind.ACCEPTED}
}
"""Exceptions of wandb by name, with the runql exceptions."""

PUBLIC_MODULES: Final = ("wandb.apis", "wandb.apis.public", "wandb.sdk.public")
"""Modules of the public API, without modules for a single resource type."""

_ERROR_MODULES: Final = ("wandb.errors", "wandb.errors.errors")
_TOP: Final = {"Api": "class:Api", "PublicApi": "class:Api", "Artifact": "class:Artifact"}


def is_public(module: str) -> bool:
    """Whether a module belongs to the public API."""
    last = module.rpartition(".")[2]
    below = module.startswith("wandb.apis.public.") and last.islower()
    return module in PUBLIC_MODULES or below


def imported_kind(module: str, name: str) -> str:
    """Return the kind of a name from a wandb module."""
    whole = f"{module}.{name}"
    if is_public(whole) or whole in _ERROR_MODULES:
        return f"module:{whole}"
    if module == "wandb" and name in _TOP:
        return _TOP[name]
    known = name in CLASSES or name == "PublicApi" or class_entry(name) is not None
    if is_public(module) and known:
        return "class:Api" if name == "PublicApi" else f"class:{name}"
    if module in ("wandb", *_ERROR_MODULES, "wandb.apis.public.runs") and name in ERRORS:
        return f"error:{name}"
    return ""


def class_entry(name: str) -> Entry | None:
    """Return the entry of a wandb class."""
    found = (entry for entry in ENTRIES if entry.owner == name and not entry.member)
    return next(found, None)


def runql_class(kind: str) -> str:
    """Return the public runql name of a wandb class; empty if there is none."""
    name = kind.removeprefix("class:")
    return "Artifact" if name == "Artifact" else CLASSES.get(name, "")
