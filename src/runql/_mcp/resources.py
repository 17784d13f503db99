"""Resources: projects, runs and reports by URI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcp.server.mcpserver.exceptions import ResourceError, ToolError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mcp.server import MCPServer

    from runql._mcp.calls import Calls
    from runql._mcp.results.base import Answer
    from runql._mcp.tools.projects import ProjectTools
    from runql._mcp.tools.runs import RunTools
    from runql._mcp.tools.texts import TextTools

__all__ = ["add_resources"]


def add_resources(
    server: MCPServer[None],
    calls: Calls,
    projects: ProjectTools,
    runs: RunTools,
    readable: TextTools,
) -> None:
    """Register projects, runs and reports as resources of the server.

    Args:
        server: The server.
        calls: Limits the requests, and fits responses to the token budget.
        projects: Reads projects.
        runs: Reads runs.
        readable: Reads reports.
    """

    async def read(method: Callable[..., Awaitable[Answer]], **arguments: object) -> str:
        """Return the JSON of a tool's response."""
        try:
            answer = await calls.bounded(method, arguments)
            return calls.fit(answer)[1]
        except ToolError as error:
            raise ResourceError(str(error)) from error

    @server.resource(
        "runql://projects",
        name="projects",
        description="Projects of the user of the API key, as JSON.",
        mime_type="application/json",
    )
    async def own_projects() -> str:
        """Return the projects of the user as JSON."""
        return await read(projects.find_projects)

    @server.resource(
        "runql://{entity}/{project}",
        name="project",
        description="Keys, states, tags, sweeps and reports of a project, as describe_project returns them.",
        mime_type="application/json",
    )
    async def project_resource(entity: str, project: str) -> str:
        """Return the response of describe_project."""
        return await read(projects.describe_project, project=f"{entity}/{project}")

    @server.resource(
        "runql://{entity}/{project}/runs/{run}",
        name="run",
        description="One run, as get_run returns it.",
        mime_type="application/json",
    )
    async def run_resource(entity: str, project: str, run: str) -> str:
        """Return the response of get_run."""
        return await read(runs.get_run, run=f"{entity}/{project}/{run}")

    @server.resource(
        "runql://{entity}/{project}/reports/{report}",
        name="report",
        description="A report by its id from describe_project, as read_report returns it.",
        mime_type="application/json",
    )
    async def report_resource(entity: str, project: str, report: str) -> str:
        """Return the response of read_report."""
        return await read(
            readable.read_report, report=f"{entity}/{project}/reports/Report--{report}"
        )
