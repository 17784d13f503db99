"""Project and run names for shell completion, cached for a minute and requested with a short timeout."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["complete_projects", "complete_runs"]

_FRESH: Final = 60.0
"""Seconds before cached names are requested again."""

_TIMEOUT: Final = 2.0
"""Timeout of a request for names, in seconds."""

_MOST: Final = 200


def complete_projects(incomplete: str) -> list[str]:
    """Return project paths that begin with the incomplete word."""
    entity, slash, _ = incomplete.partition("/")
    found = _names(
        f"projects {entity if slash else ''}", lambda: _projects(entity if slash else None)
    )
    return [name for name in found if name.startswith(incomplete)]


def complete_runs(incomplete: str) -> list[str]:
    """Return run paths that begin with the incomplete word; project paths before the project is complete."""
    entity, _, rest = incomplete.partition("/")
    project, slash, _ = rest.partition("/")
    if not slash:
        return [f"{name}/" for name in complete_projects(incomplete)]
    found = _names(f"runs {entity}/{project}", lambda: _runs(f"{entity}/{project}"))
    return [name for name in found if name.startswith(incomplete)]


def _projects(entity: str | None) -> list[str]:
    from runql._sync.api import Api

    with Api(timeout=_TIMEOUT) as api:
        return [f"{each.entity}/{each.name}" for each in api.projects(entity, limit=_MOST)]


def _runs(project: str) -> list[str]:
    from runql._sync.api import Api

    with Api(timeout=_TIMEOUT) as api:
        listed = api.runs(project, order="-created_at", fields=["id"], per_page=_MOST, limit=_MOST)
        return [f"{project}/{run.id}" for run in listed]


def _names(what: str, read: Callable[[], list[str]]) -> list[str]:
    """Return names from the cache or the server. Return no names on errors, because a shell cannot show them."""
    from runql.errors import RunQLError
    from runql.settings import Settings

    try:
        settings = Settings.resolve()
        # The cache depends on the key, because keys differ in what they may read.
        text = f"{settings.base_url} {settings.api_key} {what}"
    except RunQLError:
        return []
    path = _folder() / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.json"
    with contextlib.suppress(OSError, ValueError):
        if time.time() - path.stat().st_mtime < _FRESH:
            return list(map(str, json.loads(path.read_text(encoding="utf-8"))))
    try:
        found = read()
    except RunQLError:
        return []
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(found), encoding="utf-8")
        part.replace(path)
    return found


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - never raises
    return Path(base, "runql", "completion")
