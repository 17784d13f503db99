"""Time, processor time and memory of this process and all that it started."""

from __future__ import annotations

import resource
import sys
import time

__all__ = ["Meter"]


class Meter:
    """Measures the time and memory between `start` and `stop`."""

    def __init__(self, *, whole: bool) -> None:
        """Measure a piece of work, or with `whole` the process from its beginning."""
        self._whole = whole

    def start(self) -> None:
        """Begin: from here on everything counts."""
        # A process that is measured from its start imports no library here, because imports are part of the measurement.
        self._before = {} if self._whole else _descendants()
        for pid in ("self", *self._before):
            _forget_peak(pid)
        self._memory = _memory("self", "VmRSS")
        self._spent = _own_time()
        self._began = time.perf_counter()

    def stop(self) -> dict[str, float]:
        """Return seconds, processor seconds, and MiB that memory grew by at its peak."""
        wall = time.perf_counter() - self._began
        spent = _own_time() - (0.0 if self._whole else self._spent)
        memory = _memory("self", "VmHWM") - self._memory
        for pid, (used, _) in _descendants().items():
            before, size = self._before.get(pid, (0.0, 0.0))
            spent += used - before
            memory += _memory(pid, "VmHWM") - size
        return {"wall": wall, "cpu": spent, "memory": memory}


def _own_time() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _descendants() -> dict[str, tuple[float, float]]:
    """Return processor seconds and MiB of every living descendant, by its process ID."""
    import psutil

    found = {}
    for each in psutil.Process().children(recursive=True):
        times = each.cpu_times()
        used = times.user + times.system + times.children_user + times.children_system
        found[str(each.pid)] = used, _memory(str(each.pid), "VmRSS")
    return found


def _memory(pid: str, key: str) -> float:
    """Return a memory figure of a process in MiB; where there is no /proc, the peak of this one."""
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20 if pid == "self" else 0.0
    with open(f"/proc/{pid}/status") as file:  # noqa: PTH123 - pathlib is not imported yet
        for line in file:
            if line.startswith(key):
                return int(line.split()[1]) / 1024
    return 0.0


def _forget_peak(pid: str) -> None:
    if sys.platform == "linux":
        with open(f"/proc/{pid}/clear_refs", "w") as file:  # noqa: PTH123
            file.write("5")
