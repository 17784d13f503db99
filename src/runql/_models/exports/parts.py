"""Files of an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ExportedFile", "Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export.

    Attributes:
        path: Path relative to the export's folder, with slashes.
        rows: Number of rows; 0 for a run file.
        bytes: Size in bytes.
        sha256: SHA-256 digest in hex.
    """

    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """Attributes of a run file that the server returned.

    Attributes:
        name: Name in the run.
        path: Path relative to the export's folder, with slashes.
        fields: The server's JSON of the file, without URLs.
    """

    name: str
    path: str
    fields: Mapping[str, Any]
