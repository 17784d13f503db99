"""What the tables have in common.

Times are ISO 8601 strings in UTC with microseconds, so that strings order as times do.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import DeclarativeBase

__all__ = ["Base", "now"]


def now() -> str:
    """Return this moment as the tables have it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


class Base(DeclarativeBase):
    """What the tables have in common."""
