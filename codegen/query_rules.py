"""Rules for the files in queries/; each breach names file, line and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Finding", "check"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    where: str
    what: str


def check(schema: Path, queries: Path) -> list[Finding]:
    return []
