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
        path: Where it is, from the export's folder on, with slashes.
        rows: Rows in it; 0 for a file of a run.
        bytes: Its size.
        sha256: Its digest, hex.
    """

    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """What the server told of a file of a run.

    Attributes:
        name: Its name in the run.
        path: Where it is, from the export's folder on, with slashes.
        fields: The server's JSON of the file, without addresses.
    """

    name: str
    path: str
    fields: Mapping[str, Any]
