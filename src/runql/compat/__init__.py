"""`wandb.Api` for scripts that shall not change: `import runql.compat as wandb`.

Reads and edits go through runql. What writes runs (`wandb.init`, `wandb.log`, `wandb.Table`, …) is taken
from the installed `wandb`, so that scripts that do both work.
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
"""The version of the official client whose interface this is."""

# To a checker, a module with `__getattr__` has every name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Take the logging half from the official package, where it is installed."""
        if name.startswith("_"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        try:
            import wandb
        except ImportError:
            raise AttributeError(
                f"runql.compat has no {name!r}: it reads and edits what was logged. "
                "Logging is what the package wandb is for: pip install wandb"
            ) from None
        return getattr(wandb, name)
