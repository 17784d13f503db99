"""The metadata of all tables.

Times are ISO 8601 strings in UTC with microseconds, so that strings have the order of the times.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import MetaData
from sqlalchemy.orm import registry

__all__ = ["METADATA", "new_registry", "now"]

METADATA: Final = MetaData()
"""All tables."""

_CLASSES: Final[dict[str, Any]] = {}
"""All classes by name, for relationships between classes of two registries."""


def new_registry() -> registry:
    """Return a registry for the tables of a module.

    SQLAlchemy configures all classes of a registry at the first query of one of them, and the classes to which these
    have relationships. A server whose clients read runs does not configure artifacts, sweeps and reports.
    """
    return registry(metadata=METADATA, class_registry=_CLASSES)


def now() -> str:
    """Return the current time in the format of the tables."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
