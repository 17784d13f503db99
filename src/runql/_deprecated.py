"""Old names of the public interface, which work until 1.0 with a `DeprecationWarning`."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Final

from runql._wandb_names.imports import accepted_name, unknown_name

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
    """Warn the caller's caller that a name has changed."""
    warnings.warn(f"{old} is deprecated; use {new}.", DeprecationWarning, stacklevel=3)


class OldErrorNames(Exception):
    """Old attributes of `RunQLError`."""

    hint: str | None

    @property
    def remedy(self) -> str | None:
        """Deprecated name of `hint`."""
        warn_renamed("error.remedy", "error.hint")
        return self.hint


def renamed_names(module: str) -> Callable[[str], object]:
    """Return a `__getattr__` for a module that resolves its old names."""
    names = _RENAMED[module]

    def resolve(name: str) -> object:
        new = names.get(name) or accepted_name(module, name)
        if new is None:
            raise unknown_name(module, name)
        warn_renamed(f"{module}.{name}", new)
        return getattr(sys.modules[module], new)

    return resolve
