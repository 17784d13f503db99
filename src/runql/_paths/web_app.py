"""URLs of pages of the W&B web app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from runql._paths.parsing import PUBLIC_HOSTS, quoted
from runql._paths.projects import ProjectPath
from runql.errors import PathError

if TYPE_CHECKING:
    from runql._paths.runs import RunPath
    from runql._paths.sweeps import SweepPath

__all__ = ["app_url", "project_url", "run_url", "sweep_url"]


_PUBLIC_APP: Final = "https://forge.coreweave.com/wandb"


def app_url(base_url: str, configured: str | None = None) -> str:
    """Return the URL of a server's web app."""
    if configured is not None:
        return configured.rstrip("/")
    parts = urlsplit(base_url)
    if parts.hostname in PUBLIC_HOSTS:
        return _PUBLIC_APP
    if parts.netloc.startswith("api."):
        parts = parts._replace(netloc="app." + parts.netloc.removeprefix("api."))
    return parts.geturl().rstrip("/")


def project_url(app: str, path: ProjectPath) -> str:
    """Return the URL of a project's page.

    Raises:
        PathError: If the path has no entity.
    """
    if path.entity is None:
        raise PathError(
            f"The URL of {path} requires an entity.",
            hint="Pass a path with the entity: entity/project.",
        )
    return f"{app}/{quoted(path.entity)}/{quoted(path.project)}"


def run_url(app: str, path: RunPath) -> str:
    """Return the URL of a run's page.

    Raises:
        PathError: If the path has no entity.
    """
    project = project_url(app, ProjectPath(path.entity, path.project))
    return f"{project}/runs/{quoted(path.run)}"


def sweep_url(app: str, path: SweepPath) -> str:
    """Return the URL of a sweep's page.

    Raises:
        PathError: If the path has no entity.
    """
    project = project_url(app, ProjectPath(path.entity, path.project))
    return f"{project}/sweeps/{quoted(path.sweep)}"
