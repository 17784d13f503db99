# Generated from src/runql/_async/resources.py by `make generate`. Do not edit.

"""Resources by path or URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Union

from runql._paths.resource_kinds import kind_of_path
from runql._sync._client.api_base import ApiBase
from runql._sync.artifacts.api import ArtifactsApi
from runql._sync.projects.api import ProjectsApi
from runql._sync.reports.api import ReportsApi
from runql._sync.runs.api import RunsApi
from runql._sync.sweeps.api import SweepsApi

if TYPE_CHECKING:
    from runql._sync.artifacts.resource import Artifact
    from runql._sync.projects.resource import Project
    from runql._sync.reports.resource import Report
    from runql._sync.runs.resource import Run
    from runql._sync.sweeps.resource import Sweep

__all__ = ["Resource", "ResourcesApi"]

Resource: TypeAlias = Union["Project", "Run", "Sweep", "Report", "Artifact"]
"""Types of resources that `from_path` returns."""


class ResourcesApi(ApiBase):
    """`Api` methods that resolve a path or URL to a resource."""

    def from_path(self, path: str) -> Resource:
        """Fetch the project, run, sweep, report or artifact version at a path.

        Args:
            path: A URL copied from the browser, `entity/project`, `entity/project/run_id`,
                `entity/project/sweeps/id`, `entity/project/reports/Title--ID`, or
                `entity/project/artifact:version`.

        Raises:
            PathError: If the path has none of these forms; nothing was sent.
            NotFoundError: If the resource does not exist, or the API key has no access to it.

        Requests: One; two for a version in a registry.

        Examples:
            >>> api.from_path("sandbox/mnist/demo0021")
            <Run sandbox/mnist/demo0021 (finished)>
            >>> api.from_path("sandbox/mnist/model:best")
            <Artifact sandbox/mnist/model:best (model, 4115 bytes)>
        """
        kind = kind_of_path(path)
        if kind == "project":
            return ProjectsApi(self._session).project(path)
        if kind == "run":
            return RunsApi(self._session).run(path)
        if kind == "sweep":
            return SweepsApi(self._session).sweep(path)
        if kind == "report":
            return ReportsApi(self._session).report(path)
        return ArtifactsApi(self._session).artifact(path)
