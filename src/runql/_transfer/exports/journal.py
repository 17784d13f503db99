"""The journal of an export: additions since the manifest was written."""

from __future__ import annotations

import json
import os
from typing import IO, TYPE_CHECKING, Any, Final

from runql._transfer._engine.atomic_files import local_errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from runql._models.exports.settings import ExportSettings

__all__ = ["JOURNAL", "Journal"]

JOURNAL: Final = "journal.jsonl"


class Journal:
    """Appends entries. Each entry is synced to disk before the next one."""

    def __init__(self, path: Path, settings: ExportSettings) -> None:
        """Prepare to write.

        Args:
            path: The file, which is created with the first entry.
            settings: Settings of the export, which are the first entry.
        """
        self._path = path
        self._settings = settings
        self._file: IO[bytes] | None = None

    def note(self, entry: Mapping[str, Any]) -> None:
        """Write an entry.

        Raises:
            LocalFileError: If the disk is full or the file is not writable.
        """
        with local_errors(self._path):
            try:
                if self._file is None:
                    # Without a buffer, so that no part of a failed line is written later.
                    self._file = self._path.open("ab", buffering=0)
                    # End a line that was cut off.
                    _write_all(self._file, b"\n" if self._file.tell() else b"")
                    self._write(self._file, {"settings": self._settings.to_json()})
                self._write(self._file, entry)
            except OSError:
                self.close()
                raise

    def close(self) -> None:
        """Close the file."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _write(self, file: IO[bytes], entry: Mapping[str, Any]) -> None:
        _write_all(file, json.dumps(entry).encode() + b"\n")
        os.fsync(file.fileno())


def _write_all(file: IO[bytes], content: bytes) -> None:
    """Write all bytes to an unbuffered file, which may accept a part at a time."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]
