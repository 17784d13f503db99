"""Old public names, which work until 1.0 with a `DeprecationWarning`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from runql._caller import warn_caller
from runql._wandb_names.imports import accepted_value, unknown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["OldErrorNames", "renamed_names", "warn_renamed"]

_RENAMED: Final[Mapping[str, Mapping[str, str]]] = {
    "runql": {"Place": "Resource"},
    "runql.errors": {
        "DocumentError": "DataValidationError",
        "ExportDamagedError": "ExportCorruptedError",
        "ManyFailedError": "BatchError",
        "PartlyDoneError": "PartialUpdateError",
    },
}


def warn_renamed(old: str, new: str) -> None:
    """Warn that a name is deprecated."""
    warn_caller(f"{old} is deprecated; use {new}.", DeprecationWarning)


class OldErrorNames(Exception):
    """Deprecated attributes of `RunQLError`."""

    hint: str | None

    @property
    def remedy(self) -> str | None:
        """Deprecated name of `hint`."""
        warn_renamed("error.remedy", "error.hint")
        return self.hint


def renamed_names(module: str) -> Callable[[str], object]:
    """Return a `__getattr__` for a module that resolves its deprecated names."""
    names = _RENAMED[module]

    def resolve(name: str) -> object:
        new = names.get(name)
        if new is not None:
            warn_renamed(f"{module}.{name}", new)
            return getattr(sys.modules[module], new)
        value = accepted_value(module, name)
        if value is None:
            raise unknown_name(module, name)
        return value

    return resolve
