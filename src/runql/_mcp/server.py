"""The MCP server: tools, resources and prompts that use one client."""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from mcp.server import MCPServer

from runql._mcp.calls import Calls
from runql._mcp.keys import KeyDirectory
from runql._mcp.prompts import add_prompts
from runql._mcp.resources import add_resources
from runql._mcp.text import DATA_WARNING
from runql._mcp.tools.artifacts import ArtifactTools
from runql._mcp.tools.comparisons import ComparisonTools
from runql._mcp.tools.edits import EditTools, GraphQLTools
from runql._mcp.tools.metrics import MetricTools
from runql._mcp.tools.projects import ProjectTools
from runql._mcp.tools.runs import RunTools
from runql._mcp.tools.texts import TextTools

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from mcp.server.mcpserver.tools import Tool

    from runql import AsyncApi
    from runql._mcp.options import ServerOptions

__all__ = ["build_server"]

_INSTRUCTIONS: Final = (
    "Reads experiments from Weights & Biases (W&B): projects, runs, metrics, logs, artifacts, reports. "
    "Begin with find_projects and describe_project, which lists the keys for filters and columns. "
    "Paths are entity/project and entity/project/run_id. Every response stays within a token budget; `notes` describes "
    "what was left out and how to get it. Numbers have six significant digits unless rows are exact. "
)


def build_server(api: AsyncApi, options: ServerOptions) -> MCPServer[None]:
    """Return a server that uses a client and closes it on shutdown."""

    @asynccontextmanager
    async def close_client(_: MCPServer[None]) -> AsyncGenerator[None]:
        """Close the client on shutdown."""
        try:
            yield None
        finally:
            await api.aclose()

    calls = Calls(api, options)
    keys = KeyDirectory(api)
    projects, runs = ProjectTools(calls, keys), RunTools(calls, keys)
    texts = TextTools(calls, keys)
    server: MCPServer[None] = MCPServer(
        "runql",
        title="W&B experiments",
        instructions=_INSTRUCTIONS + DATA_WARNING,
        version=version("runql"),
        tools=[*_reading(calls, keys, projects, runs, texts), *_allowed(calls, keys)],
        lifespan=close_client,
        log_level="WARNING",
    )
    add_resources(server, calls, projects, runs, texts)
    add_prompts(server)
    return server


def _reading(
    calls: Calls, keys: KeyDirectory, projects: ProjectTools, runs: RunTools, texts: TextTools
) -> list[Tool]:
    metrics, comparisons = MetricTools(calls, keys), ComparisonTools(calls, keys)
    artifacts = ArtifactTools(calls, keys)
    methods = (
        projects.find_projects,
        projects.describe_project,
        runs.find_runs,
        runs.get_run,
        metrics.get_metrics,
        comparisons.compare_runs,
        comparisons.aggregate_runs,
        runs.best_runs,
        comparisons.parameter_importance,
        texts.get_logs,
        artifacts.list_artifacts,
        artifacts.artifact_lineage,
        texts.read_report,
        metrics.plot_metrics,
    )
    return [calls.tool(method) for method in methods]


def _allowed(calls: Calls, keys: KeyDirectory) -> list[Tool]:
    found: list[Tool] = []
    if calls.options.allow_graphql:
        found.append(calls.tool(GraphQLTools(calls, keys).run_graphql))
    if calls.options.allow_edits:
        edits = EditTools(calls, keys)
        found += [
            calls.tool(method, edits=True)
            for method in (edits.tag_runs, edits.edit_notes, edits.create_report)
        ]
    return found
