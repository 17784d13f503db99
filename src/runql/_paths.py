"""`entity/project/run`, in every spelling, and the addresses of pages in the web app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

from runql.errors import PathError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ProjectPath",
    "RunPath",
    "app_url",
    "parse_project_path",
    "parse_run_path",
    "project_url",
    "run_url",
]

_DEFAULT_PROJECT: Final = "uncategorized"
_PUBLIC_API_HOSTS: Final = frozenset({"api.forge.coreweave.com", "forge.coreweave.com"})
_PUBLIC_APP: Final = "https://forge.coreweave.com/wandb"

_PROJECT_FORMS: Final = "Write entity/project, project, or the project's URL."
_RUN_FORMS: Final = "Write entity/project/run_id, project/run_id, run_id, or the run's URL."

# What may follow entity and project in the web app's addresses.
_PROJECT_PAGES: Final = frozenset(
    {"artifacts", "groups", "jobs", "overview", "reports", "runs", "sweeps", "table", "workspace"}
)


@dataclass(frozen=True, slots=True)
class ProjectPath:
    """Where a project lies.

    Attributes:
        entity: User or team; None means the server's default for the viewer.
        project: Name of the project.
    """

    entity: str | None
    project: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.entity, self.project) if part)


@dataclass(frozen=True, slots=True)
class RunPath:
    """Where a run lies.

    Attributes:
        entity: User or team; None means the server's default for the viewer.
        project: Name of the project.
        run: Id of the run.
    """

    entity: str | None
    project: str
    run: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.entity, self.project, self.run) if part)


def parse_project_path(
    path: str | ProjectPath | Sequence[str] | None,
    *,
    entity: str | None = None,
    project: str | None = None,
) -> ProjectPath:
    """Read the path of a project.

    Args:
        path: `entity/project`, `project`, a URL, the parts of a path, or None for the defaults.
        entity: Entity of a path that names none.
        project: Project when there is no path; `uncategorized` if that is missing too, as the
            official client has it.

    Raises:
        PathError: The path names no project.
    """
    if isinstance(path, ProjectPath):
        return path
    if path is None or (isinstance(path, str) and not path.strip()):
        return ProjectPath(entity, project or _DEFAULT_PROJECT)
    parts = _parts(path, _PROJECT_FORMS)
    if len(parts) > 2 and parts[2] in _PROJECT_PAGES and _is_url(path):
        parts = parts[:2]
    match parts:
        case [name]:
            return ProjectPath(entity, name)
        case [owner, name]:
            return ProjectPath(owner, name)
        case _:
            raise PathError(f"{_shown(path)} is no path of a project.", remedy=_PROJECT_FORMS)


def parse_run_path(
    path: str | RunPath | Sequence[str],
    *,
    entity: str | None = None,
    project: str | None = None,
) -> RunPath:
    """Read the path of a run.

    Args:
        path: `entity/project/run_id`, `project/run_id`, `project:run_id`, `run_id`, a URL, or the
            parts of a path.
        entity: Entity of a path that names none.
        project: Project of a path that names none.

    Raises:
        PathError: The path names no run, or there is no project for it.
    """
    if isinstance(path, RunPath):
        return path
    parts = _parts(path, _RUN_FORMS)
    if ":" in parts[-1]:
        parts = [*parts[:-1], *_split_colon(parts[-1], path)]
    if len(parts) >= 4 and parts[2] in ("runs", "sweeps"):
        if parts[2] == "sweeps":
            raise PathError(
                f"{_shown(path)} is the path of a sweep, not of a run.", remedy=_RUN_FORMS
            )
        # The web app's pages of a run have addresses below the run's own.
        parts = [*parts[:2], parts[3]] if len(parts) == 4 or _is_url(path) else parts
    match parts:
        case [run]:
            if project is None:
                raise PathError(
                    f"{_shown(path)} names a run without a project.",
                    remedy="Give the project in the path, as project=, or as WANDB_PROJECT.",
                )
            return RunPath(entity, project, run)
        case [place, run]:
            return RunPath(entity, place, run)
        case [owner, place, run]:
            return RunPath(owner, place, run)
        case _:
            raise PathError(f"{_shown(path)} is no path of a run.", remedy=_RUN_FORMS)


def app_url(base_url: str, configured: str | None = None) -> str:
    """Return the address of the web app that belongs to a server."""
    if configured is not None:
        return configured.rstrip("/")
    parts = urlsplit(base_url)
    if parts.hostname in _PUBLIC_API_HOSTS:
        return _PUBLIC_APP
    if parts.netloc.startswith("api."):
        parts = parts._replace(netloc="app." + parts.netloc.removeprefix("api."))
        if parts.netloc == "app.wandb.ai":
            return _PUBLIC_APP
    return parts.geturl().rstrip("/")


def project_url(app: str, path: ProjectPath) -> str:
    """Return the address of a project's page."""
    return f"{app}/{_quoted(path.entity)}/{_quoted(path.project)}"


def run_url(app: str, path: RunPath) -> str:
    """Return the address of a run's page."""
    return f"{app}/{_quoted(path.entity)}/{_quoted(path.project)}/runs/{_quoted(path.run)}"


def _parts(path: str | Sequence[str], forms: str) -> list[str]:
    if not isinstance(path, str):
        parts = [str(part).strip() for part in path]
    elif _is_url(path):
        found = urlsplit(path.strip())
        parts = [unquote(part) for part in found.path.strip("/").split("/")]
        # The public web app lives below /wandb, and some proxies keep that.
        if found.hostname in _PUBLIC_API_HOSTS and parts[0] == "wandb":
            parts = parts[1:]
    else:
        text = path.strip()
        parts = [part.strip() for part in text.removeprefix("/").split("/")]
    if not parts or any(not part or not part.isprintable() for part in parts):
        raise PathError(
            f"{_shown(path)} has an empty part, or a character that cannot be printed.",
            remedy=forms,
        )
    return parts


def _split_colon(last: str, path: object) -> list[str]:
    project, _, run = last.partition(":")
    if not project or not run or ":" in run:
        raise PathError(f"{_shown(path)} is no path of a run.", remedy=_RUN_FORMS)
    return [project, run]


def _is_url(path: object) -> bool:
    return isinstance(path, str) and path.strip().startswith(("http://", "https://"))


def _shown(path: object) -> str:
    return repr(path) if len(repr(path)) <= 120 else repr(path)[:119] + "…"


def _quoted(part: str | None) -> str:
    return quote(part or "", safe="")
