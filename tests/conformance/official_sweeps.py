"""Sweeps and projects that `wandb.Api` reads: printed as JSON, for the comparison with runql. Run as a script."""

from __future__ import annotations

import json
import sys
from typing import Any

import wandb


def read_sweep(sweep: Any) -> dict[str, object]:
    return {
        "id": sweep.id,
        "name": sweep.name,
        "entity": sweep.entity,
        "project": sweep.project,
        "path": sweep.path,
        "url": sweep.url,
        "state": sweep.state,
        "config": sweep.config,
        "order": sweep.order,
        "expected_run_count": sweep.expected_run_count,
        "run_count": sweep.run_count,
        "best_loss": sweep.best_loss,
        "method": sweep.method,
        "description": sweep.description,
        "created_at": sweep.created_at,
        "updated_at": sweep.updated_at,
        "runs": [run.id for run in sweep.runs],
        "agents": [
            {
                "id": agent.id,
                "name": agent.name,
                "host": agent.host,
                "state": agent.state,
                "total_runs": agent.totalRuns,
                "created_at": agent.created_at,
                "heartbeat_at": agent.heartbeat_at,
                "runs": [run.id for run in agent.runs()],
            }
            for agent in sweep.agents()
        ],
    }


def read(path: str, requested: list[dict[str, Any]]) -> dict[str, object]:
    api = wandb.Api()
    entity, name = path.split("/")
    project = api.project(name, entity)
    sweeps = list(project.sweeps())
    by_method = {sweep.config["method"]: sweep for sweep in sweeps}
    grid, bare = by_method["grid"], by_method["random"]
    return {
        "sweeps": [read_sweep(sweep) for sweep in sweeps],
        "filtered": [
            [sweep.id for sweep in project.sweeps(filters=filters)] for filters in requested
        ],
        "best": grid.best_run().id,
        "least": grid.best_run("+summary_metrics.number").id,
        "columns": len({grid.best_run(order).id for order in ("+name", "-name")}),
        "without": getattr(bare.best_run(), "id", None),
        "ordered": [sweep.id for sweep in project.sweeps(order="+created_at")],
        "project": {
            "id": project.id,
            "name": project.name,
            "entity": project.entity,
            "path": project.path,
            "url": project.url,
            "created_at": project.created_at,
        },
        "projects": [each.name for each in api.projects(entity)],
        "many": len(list(api.project("many", entity).sweeps())),
        "missing": api.project("nowhere", entity).path,
    }


if __name__ == "__main__":
    given = json.load(sys.stdin)
    json.dump(read(given["path"], given["filters"]), sys.stdout, default=str)
