"""Kinds of resources by path or URL."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from runql._paths.artifacts import selection_of
from runql._paths.parsing import is_url, path_parts, url_parts
from runql.errors import PathError

__all__ = ["Kind", "kind_of_path"]

Kind: TypeAlias = Literal["project", "run", "sweep", "report", "artifact"]
"""The kinds of resources that have pages in the web app."""

_FORMS: Final = (
    "Use a URL, entity/project, entity/project/run_id, entity/project/sweeps/id, "
    "entity/project/reports/Title--ID, or entity/project/artifact:version."
)
_BELOW: Final[dict[str, Kind]] = {
    "runs": "run",
    "sweeps": "sweep",
    "reports": "report",
}
_ARTIFACT_PARTS: Final = 2
"""Minimum number of parts after `artifacts` in the URL of a version: type and collection."""


def kind_of_path(path: str) -> Kind:
    """Return the kind of resource of a path or URL.

    Raises:
        PathError: If the path is invalid, or could be a run or an artifact.
    """
    if is_url(path):
        return _kind_of_url(path, url_parts(path, _FORMS))
    parts = path_parts(path, _FORMS)
    last = parts[-1]
    if len(parts) == 4 and parts[2] in _BELOW:
        return _BELOW[parts[2]]
    if len(parts) == 3:
        return "artifact" if ":" in last else "run"
    if len(parts) < 3 and ":" in last:
        raise PathError(
            f"Ambiguous path: {path!r} may be a run or an artifact.",
            hint="Use api.run(...) or api.artifact(...).",
        )
    if len(parts) < 3:
        return "project"
    raise PathError(f"Invalid path of a resource: {path!r}.", hint=_FORMS)


def _kind_of_url(url: str, parts: list[str]) -> Kind:
    if selection_of(url) is not None:
        return "artifact"
    # A server may be in a folder of its host, so entity and project are not always the first two parts.
    for index in range(2, len(parts)):
        below = len(parts) - index - 1
        if parts[index] == "artifacts" and below >= _ARTIFACT_PARTS:
            return "artifact"
        if parts[index] in _BELOW and below:
            return _BELOW[parts[index]]
    if len(parts) < 2:
        raise PathError(f"Invalid URL of a resource: {url!r}.", hint=_FORMS)
    return "project"
