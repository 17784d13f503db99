"""Ruff, as every generator here runs it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["format_files"]


def format_files(
    paths: Sequence[Path], config: Sequence[str], rules: Sequence[str] = ("I", "F401")
) -> None:
    """Sort imports, drop unused ones, and format.

    Args:
        paths: Files and directories.
        config: Arguments of ruff that decide on the style.
        rules: Rules of ruff to correct the files by.
    """
    targets = [str(path) for path in paths]
    ruff = [sys.executable, "-m", "ruff"]
    common = ["--no-cache", "--quiet", *config]
    fix = ["--fix-only", "--unsafe-fixes", "--select", ",".join(rules)]
    subprocess.run([*ruff, "check", *common, *fix, *targets], check=True)
    subprocess.run([*ruff, "format", *common, *targets], check=True)
