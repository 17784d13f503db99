"""Virtual environments for the official tests, one for each release of the SDK, kept in a folder that git ignores."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from uv import find_uv_bin

__all__ = ["ROOT", "interpreter_of"]

ROOT: Final = Path(__file__).parents[3]

_CACHE: Final = ROOT / ".official"

_REQUIREMENTS: Final = (
    "pytest<9",
    "pytest-asyncio",
    "pytest-mock",
    "pytest-timeout",
    "pytest-xdist",
    "bokeh",
    "fastapi",
    "flask",
    "hypothesis",
    "hypothesis-fspaths",
    "matplotlib",
    "moto",
    "moviepy<2",
    "nbclient",
    "nbconvert",
    "optuna",
    "pandas",
    "parameterized",
    "pexpect",
    "plotly",
    "polars",
    "polyfactory",
    "pyarrow",
    "pyfakefs",
    "pyte",
    "rdkit",
    "responses",
    "respx",
    "scikit-learn",
    "soundfile",
    "tensorboardX",
    "tensorboard",
    "uvicorn",
)
"""Packages that the tests import, without training frameworks and the hardware that they require."""


def interpreter_of(sdk: str) -> Path:
    """Return a Python that has a release of the SDK, this package and what the tests import."""
    folder = _CACHE / sdk
    python = folder / "bin" / "python"
    if (folder / ".ready").is_file():
        return python
    shutil.rmtree(folder, ignore_errors=True)
    wanted = [f"wandb[aws,azure,gcp,kubernetes,launch,media,sweeps]=={sdk}", *_REQUIREMENTS]
    wanted += ["--editable", f"{ROOT}[pandas,codegen]"]
    uv = find_uv_bin()
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    command = [uv, "pip", "install", "--quiet", "--python", str(python), *wanted]
    if subprocess.run(command, check=False).returncode != 0:
        # pip knows indexes that only its own configuration names.
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
        subprocess.run([*pip, *wanted], check=True)
    (folder / ".ready").touch()
    return python
