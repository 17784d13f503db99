"""One program in a fresh process, with nothing of it left afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["Measurement", "Server", "measure", "memory_folder"]

_LONGEST: Final = 3600.0
"""Seconds after which a program is taken to hang."""


class Server(Protocol):
    """A server that programs send requests to."""

    def environment(self) -> dict[str, str]:
        """Return the environment variables with which both clients find the server."""
        ...

    def counted(self) -> Mapping[str, int]:
        """Return how often each thing was requested since the last call."""
        ...


@dataclass(frozen=True, slots=True)
class Measurement:
    """The cost of a program.

    Attributes:
        wall: Seconds.
        cpu: Seconds of processor time, child processes included.
        memory: MiB that memory grew by at its peak.
        requests: Requests that the server saw.
        modules: What the process had loaded at its end.
    """

    wall: float
    cpu: float
    memory: float
    requests: int
    modules: tuple[str, ...]


def measure(
    target: str,
    count: int,
    server: Server,
    check: Callable[[Mapping[str, float], Path], None],
    *,
    modules: Iterable[str] = (),
    whole: bool = False,
) -> Measurement:
    """Run a program once.

    Args:
        target: `module:function` of the program.
        count: How much it does.
        server: The server that it sends requests to.
        check: Compares the program's result, and the folder that it wrote into, with the expected data.
        modules: What to load before the clock starts.
        whole: Whether the whole process counts.

    Raises:
        RuntimeError: If the program failed or hangs; the message has its last words.
        AssertionError: If it did not find the truth.
    """
    scratch = Path(tempfile.mkdtemp("-bench", dir=memory_folder()))
    try:
        out = scratch / "out"
        out.mkdir()
        told, requests = _run(
            [target, str(count), str(out), *(["--whole"] if whole else [])],
            modules,
            server,
            scratch,
        )
        check(told["found"], out)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Measurement(told["wall"], told["cpu"], told["memory"], requests, tuple(told["modules"]))


def memory_folder() -> str | None:
    """Return a folder whose files are in memory, or None for the usual one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _run(
    arguments: list[str], modules: Iterable[str], server: Server, scratch: Path
) -> tuple[dict[str, Any], int]:
    """Return the result of the worker, and the number of requests of its workload."""
    caches = {
        name: str(scratch / name)
        for name in ("HOME", "WANDB_DIR", "WANDB_CACHE_DIR", "WANDB_CONFIG_DIR", "RUNQL_CACHE_DIR")
    }
    for folder in caches.values():
        Path(folder).mkdir()
    # Installed packages have their bytecode; code that is run from a checkout has to keep its own.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.measuring.worker", *arguments],
        env={**inherited, **server.environment(), **caches},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdin is not None
    assert process.stdout is not None
    guard = threading.Timer(_LONGEST, _end, [process.pid])
    guard.start()
    try:
        process.stdin.write(" ".join(modules) + "\n")
        process.stdin.flush()
        process.stdout.readline()
        server.counted()
        out, err = process.communicate("go\n")
    finally:
        guard.cancel()
    if process.returncode != 0:
        raise RuntimeError(f"{arguments[0]} failed or took over {_LONGEST:.0f} s:\n{err[-3000:]}")
    told: dict[str, Any] = json.loads(out.splitlines()[-1])
    return told, sum(server.counted().values())


def _end(pid: int) -> None:
    root = psutil.Process(pid)
    for each in [*root.children(recursive=True), root]:
        each.kill()
