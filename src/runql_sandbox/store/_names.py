"""Names that the command line shows without loading the store."""

from __future__ import annotations

from typing import Final

__all__ = ["FIRST_ORGANIZATION"]

FIRST_ORGANIZATION: Final = "sandbox-org"
"""Name of the organization that a new data folder starts with; users join it unless told otherwise."""
