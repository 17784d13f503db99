"""The project that the examples of the docs talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import runql_sandbox.demo as demo

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser

SWEEP = {
    "name": "rates and sizes",
    "method": "random",
    "metric": {"name": "best_accuracy", "goal": "maximize"},
    "parameters": {
        "learning_rate": {"distribution": "log_uniform_values", "min": 1e-4, "max": 1.0},
        "batch_size": {"values": [32, 128]},
        "optimizer": {"parameters": {"name": {"values": ["sgd", "adam", "lion"]}}},
    },
}


def fill_project(sandbox: Sandbox, user: SandboxUser) -> None:
    """Log the demo's runs as `entity/project`, and put them into a sweep."""
    demo.fill(sandbox.base_url, user.api_key, user.entity, project="project")
    with sandbox.api(user) as api:
        runs = [run.id for run in api.runs("entity/project", fields=["name"])]
        api.create_sweep(SWEEP, "entity/project", prior_runs=runs)
