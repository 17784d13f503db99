"""Garbage collection that does not look through everything that tests and libraries hold, again and again.

Full collections took a quarter of the processor time of some folders: tests keep schemas, recordings and modules.
"""

from __future__ import annotations

import gc
from typing import Final

THRESHOLDS: Final = (2000, 20, 100)
"""Full collections come after four million objects; young ones are still looked at often."""


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of all collections to come."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
