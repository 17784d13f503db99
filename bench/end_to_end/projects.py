"""Projects of the sandbox with the data; their names end with a count."""

from __future__ import annotations

from typing import Final

__all__ = ["FILES", "MANY", "RUNS", "SCAN"]

RUNS: Final = "bench-runs"
SCAN: Final = "bench-scan"
MANY: Final = "bench-many"
FILES: Final = "bench-files"
