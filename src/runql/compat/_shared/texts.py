"""Values in the official client's notation."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["glob_of_like", "time_text"]


@overload
def time_text(moment: datetime) -> str: ...
@overload
def time_text(moment: datetime | None) -> str | None: ...
def time_text(moment: datetime | None) -> str | None:
    """Return a time in the server's notation: `2026-08-20T02:04:58Z`."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def glob_of_like(pattern: str) -> str:
    """Convert an SQL LIKE pattern to a glob."""
    escaped = re.sub(r"[\[\]*?]", lambda found: f"[{found.group()}]", pattern)
    return escaped.replace("%", "*").replace("_", "?")
