"""Modules and names of wandb that a script imports from runql: the error says what to import."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from runql._wandb_names.entries import Entry

__all__ = ["accepted_name", "install", "unknown_name"]

_PACKAGE = "runql"


def accepted_name(module: str, name: str) -> str | None:
    """Return the name of runql that a name of wandb means in a module; None when it means none."""
    entry = _entry(module, name)
    return entry.gives if entry is not None and entry.gives else None


def unknown_name(module: str, name: str) -> AttributeError:
    """Return the error for a name that a module lacks; it says what to write for a name of wandb."""
    message = f"module {module!r} has no attribute {name!r}"
    entry = _entry(module, name)
    return AttributeError(message if entry is None else f"{message}. {entry.advice}")


def _entry(module: str, name: str) -> Entry | None:
    if name.startswith("_"):
        return None
    from runql._wandb_names.table import module_entry

    return module_entry(module, name)


class _Finder:
    """The last finder: knows the submodules that wandb has and runql has not."""

    @staticmethod
    def find_spec(
        name: str,
        path: Sequence[str] | None = None,  # noqa: ARG004 - as Python calls it
        target: ModuleType | None = None,  # noqa: ARG004
    ) -> None:
        """Raise for names of wandb; other names stay unknown.

        Raises:
            ImportError: If wandb has the name; says what to import.
        """
        package, _, missing = name.partition(".")
        if package != _PACKAGE or not missing:
            return
        first = missing.partition(".")[0]
        entry = _entry(_PACKAGE, first)
        if entry is not None:
            raise ImportError(
                f"cannot import {first!r} from {package!r}. {entry.advice}", name=name
            )


def install() -> None:
    """Let imports of names of wandb from runql say what to write."""
    if not any(finder is _Finder for finder in sys.meta_path):
        sys.meta_path.append(_Finder)
