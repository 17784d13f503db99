"""Sweeps, agents and projects."""

from __future__ import annotations

from typing import Final

from runql._wandb_names.entries import (
    ISO,
    MAYBE_ISO,
    Names,
    Parameter,
    differs,
    dropped,
    renamed,
)

__all__ = ["ENTRIES"]

_PAGES_GROW: Final = differs("Pages grow from 50 while a list is read, unless you set a size.")
_IFRAME: Final = "The HTML is a frame around the page."

sweep = Names("Sweep", "Sweep", "sweep", "Sweeps")
sweep.kind("Sweep")
sweep.same("config entity id name path project url expected_run_count order")
sweep.differs("runs", "A list, and also callable: `sweep.runs(filters, order)`.")
sweep.differs("state", "A `SweepState`, equal to the string.")
sweep.differs("created_at", "An aware `datetime` instead of a string.", ISO)
sweep.differs("heartbeat_at", "An aware `datetime` instead of a string.", MAYBE_ISO)
sweep.accepted("username", "entity")
sweep.accepted("bestLoss", "best_loss")
sweep.accepted("runCount", "run_count")
sweep.accepted("runCountExpected", "expected_run_count")
sweep.hint("_attrs", "sweep.config, sweep.state, …", "Every field is an attribute.")
sweep.call("agents", "")
sweep.call("agent", "agent_id", {"agent_id": renamed("agent")})
sweep.call(
    "best_run",
    "order",
    {
        "order": Parameter(
            write='sweep.best_run() for its metric, or order="+summary_metrics.KEY" for the lowest value',
            why="A metric is `summary_metrics.KEY`; wandb ignores the goal of the sweep.",
            rewrite="metric",
        )
    },
    why="NotFoundError without runs. Failed runs and values that are not finite are ignored.",
)
sweep.call("enqueue_run", "config display_name")
sweep.accepted("load", "refresh", "sweep.refresh()")
sweep.call("load", "force", {"force": dropped("`refresh()` always fetches the sweep again.")})
sweep.hint("get", 'api.sweep("entity/project/id")', "Sweeps are fetched by the client.")
sweep.call("get", "api entity project sid order query")
sweep.accepted("to_html", "_page_as_html", "sweep.url", _IFRAME)
sweep.call("to_html", "height hidden")
sweep.accepted("display", "_display_page", "sweep.url", _IFRAME)
sweep.call("display", "height hidden")
sweep.absent("snake_to_camel", "It is an internal helper of wandb.")

sweeps = Names("Sweeps", "Sweeps", "sweeps", "Sweeps")
sweeps.kind("Sweeps")
sweeps.absent("entity project", "Each sweep has its own.")

agent = Names("Agent", "Agent", "agent", "Sweeps")
agent.kind("Agent")
agent.same("id name host state created_at heartbeat_at total_runs")
agent.call("runs", "per_page", {"per_page": _PAGES_GROW})
agent.accepted("totalRuns", "total_runs")
agent.hint("to_html", "sweep.url", _IFRAME)
agent.hint("display", "sweep.url", _IFRAME)
agent.call("display", "height hidden")
agent.absent("snake_to_camel", "It is an internal helper of wandb.")

project = Names("Project", "Project", "project", "Projects")
project.kind("Project")
project.same("id name entity description url")
project.differs(
    "path",
    "A `ProjectPath`; `str(project.path)` is `entity/project`.",
    "str({self}.path).split('/')",
)
project.differs("created_at", "An aware `datetime` instead of a string.", ISO)
project.hint("owner", "project.entity", "The entity owns the project; api.user(name) finds a user.")
project.hint("isBenchmark", "project.access", "W&B no longer has benchmarks.")
project.accepted("artifacts_types", "artifact_types", "project.artifact_types()")
project.call("artifacts_types", "per_page", {"per_page": _PAGES_GROW})
project.call("collections", "filters order per_page", {"per_page": _PAGES_GROW})
project.call(
    "sweeps", "per_page filters order", {"per_page": _PAGES_GROW}, why="`order=` is applied."
)
project.accepted("to_html", "_page_as_html", "project.url", _IFRAME)
project.call("to_html", "height hidden")
project.accepted("display", "_display_page", "project.url", _IFRAME)
project.call("display", "height hidden")
project.absent("snake_to_camel", "It is an internal helper of wandb.")

projects = Names("Projects", "Projects", "projects", "Projects")
projects.kind("Projects")
projects.hint("entity", "project.entity", "Each project has its own.")
projects.hint("length", "len(projects)")

ENTRIES = (*sweep, *sweeps, *agent, *project, *projects)
