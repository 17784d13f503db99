"""The environment of processes in which the official SDK talks to a sandbox."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

__all__ = ["official_environment"]


def official_environment(
    sandbox: Sandbox, user: SandboxUser | None, scratch: Path | str, **more: str
) -> dict[str, str]:
    """Return this process's variables, changed for the official SDK.

    Args:
        sandbox: The server.
        user: Whose key the SDK uses; None for the first user's.
        scratch: Folder for all files that the SDK writes.
        more: Further variables.
    """
    folders = ("WANDB_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR", "WANDB_DATA_DIR")
    return {
        **os.environ,
        **dict.fromkeys(folders, str(scratch)),
        **sandbox.environment(user),
        "WANDB_ERROR_REPORTING": "false",
        "WANDB_SILENT": "true",
        **more,
    }
