"""The server as a process of its own, and its counters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LeanServer"]


class LeanServer:
    """A running server; leaving the context ends it.

    Attributes:
        url: Its base URL.
    """

    def __init__(self, folder: Path) -> None:
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.server", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=inherited,
            cwd=Path(__file__).parents[2],
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            self.stop()
            raise RuntimeError(f"The server did not start: exit code {self._process.returncode}.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.communicate()

    def counted(self) -> Mapping[str, int]:
        """Return how often each operation and kind of file was requested since the last call."""
        return self._control("")

    def delay(self, seconds: float) -> None:
        """Hold back every response by so many seconds from now on."""
        self._control(f"?latency={seconds}")

    def environment(self) -> dict[str, str]:
        """Return the environment variables with which both clients find the server."""
        quiet = {"WANDB_SILENT": "true", "WANDB_ERROR_REPORTING": "false", "WANDB_ENTITY": "bench"}
        return {"WANDB_BASE_URL": self.url, "WANDB_API_KEY": 40 * "a", **quiet}

    def _control(self, query: str) -> Mapping[str, int]:
        with urllib.request.urlopen(f"{self.url}/bench{query}") as response:
            found: Mapping[str, int] = json.load(response)
        return found
