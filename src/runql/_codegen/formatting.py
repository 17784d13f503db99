"""Formatting of generated code with Ruff."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["format_files"]


def format_files(
    paths: Sequence[Path], config: Sequence[str], rules: Sequence[str] = ("I", "F401")
) -> None:
    """Sort imports, remove unused imports, and format files.

    Args:
        paths: Files and directories.
        config: Style arguments for ruff.
        rules: Rules of ruff whose violations are fixed.
    """
    targets = [str(path) for path in paths]
    common = ["--no-cache", "--quiet", *config]
    fix = ["--fix-only", "--unsafe-fixes", "--select", ",".join(rules)]
    for command in (["check", *common, *fix], ["format", *common]):
        subprocess.run([*_ruff(), *command, *targets], check=True)  # noqa: S603 - ruff, on our files


@cache
def _ruff() -> tuple[str, ...]:
    # The executable starts ten times as fast as the module.
    try:
        from ruff.__main__ import (  # type: ignore[import-untyped]
            find_ruff_bin,
        )
    except ImportError:
        return (sys.executable, "-m", "ruff")
    return (find_ruff_bin(),)
