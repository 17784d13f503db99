"""One piece of work in a process of its own, with everything it started counted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from bench.folders import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.tasks import Task

HERE = Path(__file__).parent

LONGEST = 600.0
"""Seconds after which a piece of work is taken to hang; the slowest takes a tenth of it alone."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a piece of work took.

    Attributes:
        wall: Seconds from start to end of the process.
        cpu: Seconds of processor time, child processes included.
        work_wall: Seconds of it after Python and every module were loaded.
        work_cpu: Processor time of that.
        peak: Highest memory of the process and its children together, MiB.
        result: What the work found, and a digest of what it put on disk, to compare.
        modules: What the process had loaded at its end.
        requests: Requests that the server counted.
    """

    wall: float
    cpu: float
    work_wall: float
    work_cpu: float
    peak: float
    result: object
    modules: tuple[str, ...]
    requests: int = 0


def run_script(
    work: str,
    side: str,
    task: Task,
    environment: dict[str, str],
    modules: Iterable[str] = (),
    longest: float = LONGEST,
) -> Measurement:
    """Run one side of one piece of work.

    Args:
        work: Its name.
        side: `official` or `runql`.
        task: What to do.
        environment: Variables that say where the server is.
        modules: What to load before the work begins.
        longest: Seconds after which it is taken to hang.

    Raises:
        RuntimeError: If the work failed or hangs; the message has its last words.
    """
    # Installed packages have their bytecode; code that is run from a checkout has to keep its own.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = os.times()
    start, begun = time.perf_counter(), time.time()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.workloads", work, side, str(task.count), str(task.folder)],
        env={**inherited, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=HERE.parent,
    )
    watcher = _MemoryWatcher(process.pid)
    watcher.start()
    try:
        out, err = process.communicate("\n".join(modules), timeout=longest)
    except subprocess.TimeoutExpired as error:
        root = psutil.Process(process.pid)
        for each in [*root.children(recursive=True), root]:
            each.kill()
        process.communicate()
        watcher.stop()
        raise RuntimeError(f"{work} by {side} hangs: not done after {longest:.0f} s.") from error
    wall = time.perf_counter() - start
    watcher.stop()
    after = os.times()
    if process.returncode != 0:
        raise RuntimeError(f"{work} by {side} failed:\n{err[-3000:]}")
    spent = after.children_user - before.children_user
    spent += after.children_system - before.children_system
    cpu = max(spent, watcher.cpu)
    told = json.loads(out.splitlines()[-1])
    return Measurement(
        wall=wall,
        cpu=cpu,
        work_wall=wall - (told["loaded_at"] - begun),
        work_cpu=cpu - told["loading_cpu"],
        peak=watcher.peak / 2**20,
        result=[told["result"], digest_of(task.folder)],
        modules=tuple(told["modules"]),
    )


class _MemoryWatcher(threading.Thread):
    """Looks at a process tree twenty times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self._ended = threading.Event()
        self._cpu: dict[int, float] = {}
        self.peak = 0

    @property
    def cpu(self) -> float:
        """Seconds that the tree used, as far as it was seen."""
        return sum(self._cpu.values())

    def run(self) -> None:
        while not self._ended.wait(0.02):
            try:
                tree = [self._process, *self._process.children(recursive=True)]
            except psutil.Error:
                return
            self.peak = max(self.peak, sum(map(self._sample, tree)))

    def _sample(self, process: psutil.Process) -> int:
        try:
            times = process.cpu_times()
            self._cpu[process.pid] = times.user + times.system
            return int(process.memory_info().rss)
        except psutil.Error:
            return 0

    def stop(self) -> None:
        self._ended.set()
        self.join()
