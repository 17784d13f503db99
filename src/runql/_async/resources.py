"""Resources by path or URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Union

from runql._async._client.api_base import AsyncApiBase
from runql._async.artifacts.api import AsyncArtifactsApi
from runql._async.projects.api import AsyncProjectsApi
from runql._async.reports.api import AsyncReportsApi
from runql._async.runs.api import AsyncRunsApi
from runql._async.sweeps.api import AsyncSweepsApi
from runql._paths.resource_kinds import kind_of_path

if TYPE_CHECKING:
    from runql._async.artifacts.resource import AsyncArtifact
    from runql._async.projects.resource import AsyncProject
    from runql._async.reports.resource import AsyncReport
    from runql._async.runs.resource import AsyncRun
    from runql._async.sweeps.resource import AsyncSweep

__all__ = ["AsyncResource", "AsyncResourcesApi"]

AsyncResource: TypeAlias = Union[
    "AsyncProject", "AsyncRun", "AsyncSweep", "AsyncReport", "AsyncArtifact"
]
"""Types of resources that `from_path` returns."""


class AsyncResourcesApi(AsyncApiBase):
    """`AsyncApi` methods that resolve a path or URL to a resource."""

    async def from_path(self, path: str) -> AsyncResource:
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
            >>> await api.from_path("sandbox/mnist/demo0021")
            <AsyncRun sandbox/mnist/demo0021 (finished)>
            >>> await api.from_path("sandbox/mnist/model:best")
            <AsyncArtifact sandbox/mnist/model:best (model, 4115 bytes)>
        """
        kind = kind_of_path(path)
        if kind == "project":
            return await AsyncProjectsApi(self._session).project(path)
        if kind == "run":
            return await AsyncRunsApi(self._session).run(path)
        if kind == "sweep":
            return await AsyncSweepsApi(self._session).sweep(path)
        if kind == "report":
            return await AsyncReportsApi(self._session).report(path)
        return await AsyncArtifactsApi(self._session).artifact(path)
