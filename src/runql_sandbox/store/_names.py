"""Names that the command line shows without importing the store."""

from __future__ import annotations

from typing import Final

__all__ = ["FIRST_ORGANIZATION"]

FIRST_ORGANIZATION: Final = "sandbox-org"
"""Name of the organization in a new data folder. Users join it by default."""
