"""What `runql migrate` found at a place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["MARK", "Finding", "Treatment"]

MARK = "# TODO(runql):"
"""How a comment begins that requests a person's look."""


class Treatment(StrEnum):
    """What is to be done about a finding."""

    REWRITE = "rewrite"
    """`--fix` rewrites it."""
    LOOK = "look"
    """A person must look; `--fix` leaves a comment."""
    NOTE = "note"
    """It runs as it is, and a value differs."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A use of a name of wandb.

    Attributes:
        line: Line in the file, or in the cell of a notebook.
        wrote: The code as it is.
        write: The code of runql; empty when there is none.
        why: Why it differs, or how the value does.
        action: What is to be done.
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
