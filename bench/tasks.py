"""What the benchmark runs, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ARTIFACTS", "FILES", "MANY", "RUNS", "SCAN", "Sizes", "Task"]

RUNS = "bench-runs"
SCAN = "bench-scan"
MANY = "bench-many"
FILES = "bench-files"
ARTIFACTS = "bench-artifacts"


@dataclass(frozen=True, slots=True)
class Task:
    """What one process has to do.

    Attributes:
        count: How much of what the work is about: rows, runs, files or bytes.
        folder: Where downloads go; what is there afterwards is compared.
    """

    count: int
    folder: Path


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything.

    Attributes:
        runs: Runs with config and summary.
        rows: Rows of 20 metrics in the long exported history.
        live: Rows of 20 metrics in the long history that is not exported.
        many: Runs with a history of 10 metrics each.
        steps: Rows of each of them.
        files: Files of 20 KB.
        large: Bytes of the large file, of a run and of an artifact.
        members: Files of 20 KB of an artifact.
    """

    runs: int = 10_000
    rows: int = 1_000_000
    live: int = 100_000
    many: int = 200
    steps: int = 5000
    files: int = 2000
    large: int = 2**30
    members: int = 5000
