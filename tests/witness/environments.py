"""Virtual environments, one for each SDK, made once and kept in a folder that git ignores."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Final

from uv import find_uv_bin

__all__ = ["OLDEST", "VERSIONS", "interpreter_of", "known_interpreter_of"]

VERSIONS: Final = {
    "0.16.6": ("numpy<2", "setuptools<80"),
    "0.17.9": ("numpy<2", "setuptools<80"),
    "0.19.11": ("numpy",),
    "0.22.3": ("numpy",),
    "0.26.1": ("numpy",),
    "0.29.0": ("numpy",),
    "0.31.0": ("numpy",),
}
"""Releases of the SDK over three years, and the other packages that each needs."""

# Up to this release the SDK needs numpy 1, and numpy 1 has no wheels for Python 3.13.
OLDEST: Final = "0.16.6" if sys.version_info < (3, 13) else "0.19.11"

_CACHE: Final = Path(__file__).parents[2] / ".witness"


def known_interpreter_of(version: str) -> Path | None:
    """Return the Python that has a version of the SDK, if there is one already."""
    if version == metadata.version("wandb"):
        return Path(sys.executable)
    folder = _CACHE / version
    return folder / "bin" / "python" if (folder / ".ready").is_file() else None


def interpreter_of(version: str) -> Path:
    """Return the Python that has a version of the SDK; install it where it is not yet."""
    known = known_interpreter_of(version)
    if known is not None:
        return known
    folder = _CACHE / version
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / "bin" / "python"
    wanted = [f"wandb=={version}", "pillow", *VERSIONS[version]]
    uv = find_uv_bin()
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    command = [uv, "pip", "install", "--quiet", "--python", str(python), *wanted]
    if subprocess.run(command, check=False).returncode != 0:
        # pip knows indexes that only its own configuration names.
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
        subprocess.run([*pip, *wanted], check=True)
    (folder / ".ready").touch()
    return python
