"""Findings of `runql migrate`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["MARK", "Finding", "Treatment"]

MARK = "# TODO(runql):"
"""Beginning of a comment that requests manual review."""


class Treatment(StrEnum):
    """Action for a finding."""

    REWRITE = "rewrite"
    """`--fix` rewrites the code."""
    LOOK = "look"
    """Manual review is needed; `--fix` adds a comment."""
    NOTE = "note"
    """The code runs unchanged, but a value differs."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A use of a wandb name.

    Attributes:
        line: Line in the file, or in the cell of a notebook.
        wrote: The current code.
        write: The runql code; empty if there is none.
        why: The reason for the change, or the difference of the value.
        action: The action to take.
        cell: Number of the notebook's cell, from 1; None in Python files.
    """

    line: int
    wrote: str
    write: str
    why: str
    action: Treatment
    cell: int | None = None

    def shown(self, path: str) -> str:
        """Return the line that the command prints."""
        place = (
            f"{path}:{self.line}" if self.cell is None else f"{path}:cell {self.cell}:{self.line}"
        )
        write = self.write or "nothing"
        return f"{place}  {self.wrote} → {write}  {self.why}".rstrip()
