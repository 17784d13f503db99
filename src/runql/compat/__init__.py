"""The `wandb.Api` interface for existing scripts: `import runql.compat as wandb`.

runql reads and edits. Names that log runs (`wandb.init`, `wandb.log`, `wandb.Table`, …) come
from the installed `wandb`, so that scripts can do both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql.compat import apis, automations, errors
from runql.compat._shared.session import login
from runql.compat.apis import public
from runql.compat.apis.public import Api
from runql.compat.artifacts.artifact import Artifact
from runql.compat.artifacts.ttl import ArtifactTTL
from runql.compat.errors import CommError, Error, UsageError

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

__version__ = "0.31.0"
"""The version of the official client with the same interface."""

# For a type checker, a module with `__getattr__` has all names.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Return a name of the installed official package, for code that logs runs."""
        if name.startswith("_"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        try:
            import wandb
        except ImportError:
            raise AttributeError(
                f"runql.compat has no {name!r}: it reads and edits logged data. "
                "To log runs, install wandb: pip install wandb"
            ) from None
        return getattr(wandb, name)
