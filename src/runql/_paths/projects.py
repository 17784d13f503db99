"""`entity/project/run`, in every spelling, and the addresses of pages in the web app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeGuard
from urllib.parse import quote, unquote, urlsplit

from runql.errors import PathError

__all__ = [
    "ProjectPath",
    "RunPath",
    "SweepPath",
    "app_url",
    "parse_project_path",
    "parse_run_path",
    "parse_sweep_path",
    "project_url",
    "run_url",
    "sweep_url",
]

_DEFAULT_PROJECT: Final = "uncategorized"

# Three hosts, one deployment; its web app lives below a path of its own.
_PUBLIC_HOSTS: Final = frozenset({"api.forge.coreweave.com", "api.wandb.ai", "forge.coreweave.com"})
_PUBLIC_APP: Final = "https://forge.coreweave.com/wandb"
_PUBLIC_APP_FOLDER: Final = "wandb"

_PROJECT_FORMS: Final = "Write entity/project, project, or the project's URL."
_RUN_FORMS: Final = (
    "Write entity/project/run_id, project/run_id, project:run_id, run_id, or the run's URL."
)
_SWEEP_FORMS: Final = (
    "Write entity/project/sweep_id, project/sweep_id, sweep_id, or the sweep's URL."
)

# What may follow entity and project in the web app's addresses.
_PROJECT_PAGES: Final = frozenset(
    {
        "artifacts", "automations", "groups", "jobs", "launch", "models", "overview", "reportlist",
        "reports", "runs", "sweeps", "table", "weave", "workspace",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProjectPath:
    """Where a project lies.

    Attributes:
        entity: User or team; None means the server's default for the viewer.
        project: Name of the project.
        known: Whether the server named the entity itself, so that it need not be looked up.
    """

    entity: str | None
    project: str
    known: bool = field(default=False, repr=False, compare=False, kw_only=True)

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


@dataclass(frozen=True, slots=True)
class SweepPath:
    """Where a sweep lies.

    Attributes:
        entity: User or team; None means the server's default for the viewer.
        project: Name of the project.
        sweep: Id of the sweep.
    """

    entity: str | None
    project: str
    sweep: str

    def __str__(self) -> str:
        return "/".join(part for part in (self.entity, self.project, self.sweep) if part)


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
        return replace(path, entity=path.entity or entity)
    if path is None:
        return ProjectPath(entity, project or _DEFAULT_PROJECT)
    parts = _project_parts_of_url(path) if _is_url(path) else _parts(path, _PROJECT_FORMS)
    if not isinstance(path, str):
        parts = _unquoted(parts)
    _refuse_reserved(parts, path, _PROJECT_FORMS)
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
        return RunPath(path.entity or entity, path.project, path.run)
    parts = _run_parts_of_url(path) if _is_url(path) else _run_parts(path)
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


def parse_sweep_path(
    path: str | SweepPath | Sequence[str],
    *,
    entity: str | None = None,
    project: str | None = None,
) -> SweepPath:
    """Read the path of a sweep.

    Args:
        path: `entity/project/sweep_id`, `entity/project/sweeps/sweep_id`, `project/sweep_id`,
            `sweep_id`, a URL, or the parts of a path.
        entity: Entity of a path that names none.
        project: Project of a path that names none.

    Raises:
        PathError: The path names no sweep, or there is no project for it.
    """
    if isinstance(path, SweepPath):
        return SweepPath(path.entity or entity, path.project, path.sweep)
    if _is_url(path):
        parts = _parts_below(path, "sweeps", "sweep", _SWEEP_FORMS)
    else:
        parts = _parts(path, _SWEEP_FORMS)
        if len(parts) == 4 and parts[2] == "sweeps":
            parts = [*parts[:2], parts[3]]
        _refuse_reserved(parts, path, _SWEEP_FORMS)
        if not isinstance(path, str):
            parts = [*_unquoted(parts[:-1]), parts[-1]]
    match parts:
        case [sweep] if project is not None:
            return SweepPath(entity, project, sweep)
        case [_]:
            raise PathError(
                f"{_shown(path)} names a sweep without a project.",
                remedy="Give the project in the path, as project=, or as WANDB_PROJECT.",
            )
        case [place, sweep]:
            return SweepPath(entity, place, sweep)
        case [owner, place, sweep]:
            return SweepPath(owner, place, sweep)
        case _:
            raise PathError(f"{_shown(path)} is no path of a sweep.", remedy=_SWEEP_FORMS)


def app_url(base_url: str, configured: str | None = None) -> str:
    """Return the address of the web app that belongs to a server."""
    if configured is not None:
        return configured.rstrip("/")
    parts = urlsplit(base_url)
    if parts.hostname in _PUBLIC_HOSTS:
        return _PUBLIC_APP
    if parts.netloc.startswith("api."):
        parts = parts._replace(netloc="app." + parts.netloc.removeprefix("api."))
    return parts.geturl().rstrip("/")


def project_url(app: str, path: ProjectPath) -> str:
    """Return the address of a project's page.

    Raises:
        PathError: The path leaves the entity to the server.
    """
    if path.entity is None:
        raise PathError(f"{path} has no address without an entity.", remedy="Give the entity.")
    return f"{app}/{_quoted(path.entity)}/{_quoted(path.project)}"


def run_url(app: str, path: RunPath) -> str:
    """Return the address of a run's page.

    Raises:
        PathError: The path leaves the entity to the server.
    """
    project = project_url(app, ProjectPath(path.entity, path.project))
    return f"{project}/runs/{_quoted(path.run)}"


def sweep_url(app: str, path: SweepPath) -> str:
    """Return the address of a sweep's page.

    Raises:
        PathError: The path leaves the entity to the server.
    """
    project = project_url(app, ProjectPath(path.entity, path.project))
    return f"{project}/sweeps/{_quoted(path.sweep)}"


def _run_parts(path: str | Sequence[str]) -> list[str]:
    parts = _parts(path, _RUN_FORMS)
    if len(parts) == 4 and parts[2] == "runs":
        parts = [*parts[:2], parts[3]]
    if len(parts) == 4 and parts[2] == "sweeps":
        raise _sweep_error(path)
    # No name holds a colon, so one between project and run can be nothing else.
    if isinstance(path, str) and len(parts) <= 2 and parts[-1].count(":") == 1:
        project, _, run = parts[-1].partition(":")
        parts = _checked([*parts[:-1], project.strip(), run.strip()], path, _RUN_FORMS)
    _refuse_reserved(parts, path, _RUN_FORMS)
    return parts if isinstance(path, str) else [*_unquoted(parts[:-1]), parts[-1]]


def _run_parts_of_url(url: str) -> list[str]:
    """Return entity, project and run of an address; further pages of the run may follow."""
    parts = _parts_of_url(url, _RUN_FORMS)
    if "sweeps" in parts[2:] and "runs" not in parts[2:]:
        raise _sweep_error(url)
    return _parts_below(url, "runs", "run", _RUN_FORMS)


def _parts_below(url: str, marker: str, noun: str, forms: str) -> list[str]:
    """Return entity, project and what stands below a marker; further pages may follow."""
    parts = _parts_of_url(url, forms)
    # A server may live below a path of its own, so the marker's place is not fixed.
    for index in range(2, len(parts) - 1):
        if parts[index] == marker:
            found = [parts[index - 2], parts[index - 1], parts[index + 1]]
            return _checked(found, url, forms)
    raise PathError(
        f"{_shown(url)} is no address of a {noun}.",
        remedy=f"A {noun}'s address ends in /entity/project/{marker}/{noun}_id.",
    )


def _project_parts_of_url(url: str) -> list[str]:
    """Return entity and project of an address; a page of the project may follow."""
    parts = _parts_of_url(url, _PROJECT_FORMS)
    page, below = parts[2:3], parts[3:]
    if below and page[0] in ("runs", "sweeps"):
        raise PathError(
            f"{_shown(url)} is the address of one of a project's {page[0]}, not of the project.",
            remedy="Leave out what follows the project; api.run takes the address of a run.",
        )
    if len(parts) < 2 or (page and page[0] not in _PROJECT_PAGES):
        raise PathError(
            f"{_shown(url)} is no address of a project.",
            remedy="A project's address ends in /entity/project.",
        )
    return _checked(parts[:2], url, _PROJECT_FORMS)


def _parts(path: object, forms: str) -> list[str]:
    if isinstance(path, str):
        parts = path.strip().removeprefix("/").split("/")
    elif _is_sequence(path) and all(isinstance(part, str) for part in path):
        parts = [str(part) for part in path]
    else:
        raise PathError(f"{_shown(path)} is no path.", remedy=forms)
    return _checked([part.strip() for part in parts], path, forms)


def _parts_of_url(url: str, forms: str) -> list[str]:
    try:
        found = urlsplit(url.strip())
        parts = [unquote(part, errors="strict") for part in found.path.strip("/").split("/")]
    except ValueError as error:
        raise PathError(f"{_shown(url)} is no URL: {error}.", remedy=forms) from error
    if found.hostname in _PUBLIC_HOSTS and parts[0] == _PUBLIC_APP_FOLDER:
        parts = parts[1:]
    return parts


def _checked(parts: list[str], path: object, forms: str) -> list[str]:
    for part in parts or [""]:
        if not part:
            raise PathError(f"{_shown(path)} has an empty part.", remedy=forms)
        if "/" in part or any(ord(char) < 32 or 127 <= ord(char) < 160 for char in part):
            raise PathError(
                f"{_shown(path)} has a part that no name can be: {part!r}.", remedy=forms
            )
    return parts


def _refuse_reserved(parts: list[str], path: object, forms: str) -> None:
    for part in parts:
        # The SDK refuses these in names and ids, so there is something else in the path.
        if any(char in part for char in "#:?"):
            raise PathError(
                f"{_shown(path)} has a part that no name can be: {part!r}.", remedy=forms
            )


def _unquoted(names: list[str]) -> list[str]:
    # `run.path` of the official client is quoted as in a URL. Names of entities and projects hold
    # no percent sign, so nothing is lost; ids of runs may.
    return [unquote(name) for name in names]


def _sweep_error(path: object) -> PathError:
    return PathError(
        f"{_shown(path)} is the path of a sweep, not of a run.",
        remedy=f"{_RUN_FORMS} The runs of a sweep: api.sweep(path).runs().",
    )


def _is_url(path: object) -> TypeGuard[str]:
    return isinstance(path, str) and path.strip().lower().startswith(("http://", "https://"))


def _is_sequence(path: object) -> TypeGuard[Sequence[object]]:
    return isinstance(path, Sequence) and not isinstance(path, str | bytes)


def _shown(path: object) -> str:
    return repr(path) if len(repr(path)) <= 120 else repr(path)[:119] + "…"


def _quoted(part: str) -> str:
    return quote(part, safe="")
