"""Run the programs of this folder with another module in place of `wandb`; prints their outputs as JSON.

`python run_programs.py MODULE [FOLDER]`: `wandb` itself, `runql.compat`, or `runql` for plain runql.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"
_IMPORT = re.compile(r"^(\s*)(import|from) wandb\b(?! as)(\S*)( as \w+)?", re.MULTILINE)


def replaced(source: str, module: str) -> str:
    """Return a program that imports another module under the name `wandb`."""

    def imported(found: re.Match[str]) -> str:
        indent, kind, rest, alias = found.groups()
        if kind == "import" and not rest and not alias:
            return f"{indent}import {module} as wandb"
        return f"{indent}{kind} {module}{rest}{alias or ''}"

    return source if module == "wandb" else _IMPORT.sub(imported, source)


def run(path: Path, module: str) -> dict[str, object]:
    """Run one program; returns its `result`, or the error that ended it."""
    scope: dict[str, object] = {"__name__": path.stem}
    began = time.monotonic()
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(replaced(path.read_text(), module), str(path), "exec"), scope)
        given = json.loads(json.dumps(scope["result"], default=str))
        found: dict[str, object] = {"result": given}
    except Exception as error:  # noqa: BLE001 - the error is the finding
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = next(
            (
                f.lineno
                for f in traceback.extract_tb(error.__traceback__)
                if f.filename == str(path)
            ),
            0,
        )
        found = {
            "error": f"{type(error).__name__}: {error}",
            "line": where,
            "raised": f"{Path(last.filename).name}:{last.lineno}",
        }
    return {**found, "seconds": round(time.monotonic() - began, 3)}


def main(module: str, folder: str | None = None) -> dict[str, object]:
    """Run all programs, in the order of their names."""
    warnings.simplefilter("ignore")
    os.chdir(tempfile.mkdtemp())
    paths = sorted(Path(folder or PROGRAMS).glob("*.py"))
    return {path.stem: run(path, module) for path in paths}


if __name__ == "__main__":
    found = main(*sys.argv[1:])
    # Libraries print to standard output at their will.
    Path(os.environ["PROGRAMS_OUT"]).write_text(json.dumps(found))
