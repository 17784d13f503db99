"""The module `runql.compat` under a descriptive name: `from runql.compat import wandb_api as wandb`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import runql.compat as _compat
from runql.compat import (
    Api,
    Artifact,
    ArtifactTTL,
    CommError,
    Error,
    UsageError,
    apis,
    automations,
    errors,
    login,
    public,
)

__all__ = [
    "Api",
    "Artifact",
    "ArtifactTTL",
    "CommError",
    "Error",
    "UsageError",
    "apis",
    "automations",
    "errors",
    "login",
    "public",
]

__version__ = _compat.__version__

# For a type checker, a module with `__getattr__` has all names.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Return other names from `runql.compat`."""
        return getattr(_compat, name)
