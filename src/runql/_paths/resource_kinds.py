"""What a path or an address from the browser names, whatever noun it is of."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from runql._paths.artifacts import selection_of
from runql._paths.parsing import is_url, path_parts, url_parts
from runql.errors import PathError

__all__ = ["Kind", "kind_of_path"]

Kind: TypeAlias = Literal["project", "run", "sweep", "report", "artifact"]
"""The nouns that have pages of their own."""

_FORMS: Final = (
    "Write a URL, entity/project, entity/project/run_id, entity/project/sweeps/id, "
    "entity/project/reports/Title--ID, or entity/project/artifact:version."
)
_BELOW: Final[dict[str, Kind]] = {
    "runs": "run",
    "sweeps": "sweep",
    "reports": "report",
}
_ARTIFACT_PARTS: Final = 2
"""What follows `artifacts` in the address of a version, at the least: its type and its collection."""


def kind_of_path(path: str) -> Kind:
    """Return what a path or an address names.

    Raises:
        PathError: If it names nothing that has a page, or could mean two things.
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
            f"{path!r} may name a run or an artifact.",
            hint="Ask api.run(...) or api.artifact(...).",
        )
    if len(parts) < 3:
        return "project"
    raise PathError(f"{path!r} names nothing that has a page.", hint=_FORMS)


def _kind_of_url(url: str, parts: list[str]) -> Kind:
    if selection_of(url) is not None:
        return "artifact"
    # A server may live below a path of its own, so entity and project are not always the first two.
    for index in range(2, len(parts)):
        below = len(parts) - index - 1
        if parts[index] == "artifacts" and below >= _ARTIFACT_PARTS:
            return "artifact"
        if parts[index] in _BELOW and below:
            return _BELOW[parts[index]]
    if len(parts) < 2:
        raise PathError(f"{url!r} names nothing that has a page.", hint=_FORMS)
    return "project"
