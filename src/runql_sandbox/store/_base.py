"""The base of all tables.

Times are ISO 8601 strings in UTC with microseconds, so that strings have the order of the times.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import DeclarativeBase

__all__ = ["Base", "now"]


def now() -> str:
    """Return the current time in the format of the tables."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


class Base(DeclarativeBase):
    """The base class of all tables. The ID of a deleted row is not reused, because clients may hold it."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.metadata.tables[cls.__tablename__].dialect_options["sqlite"]["autoincrement"] = True
