"""Progress of a partial download, stored next to it so that a later process can
continue.
"""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Final

from runql._transfer._engine.atomic_files import journal_of

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Journal"]

_LINE: Final = re.compile(r"(\d{1,9})(?::(\d{1,18}))?")


class Journal:
    """Number of bytes of each segment: lines `index:bytes` in a file next to the partial download.

    Attributes:
        count: Number of segments.
    """

    def __init__(self, part: Path, count: int, segment: int) -> None:
        self.count: int = count
        self._lock = threading.Lock()
        self._path = journal_of(part)
        self._lengths: dict[int, int] = {}
        text = self._path.read_text("ascii", "replace") if self._path.exists() else ""
        lines = text.split("\n")
        for line in lines[:-1]:  # a full disk may have accepted only a part of the last line
            found = _LINE.fullmatch(line)
            if found is not None and int(found[1]) < count:
                length = int(found[2]) if found[2] else segment
                self._lengths[int(found[1])] = min(length, segment)
        if lines[-1]:
            self._path.write_text("".join(f"{i}:{size}\n" for i, size in self._lengths.items()))

    def length(self, index: int) -> int:
        """Return how many bytes of a segment exist, from its beginning on."""
        return self._lengths.get(index, 0)

    def note(self, index: int, length: int) -> None:
        """Record the number of bytes of a segment."""
        with self._lock, self._path.open("a") as file:
            self._lengths[index] = length
            file.write(f"{index}:{length}\n")

    def clear(self) -> None:
        """Delete the record."""
        self._lengths.clear()
        self._path.unlink(missing_ok=True)
