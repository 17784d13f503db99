"""Attributes of a sweep."""

import wandb

api = wandb.Api()
sweep = api.project("programs", "entity").sweeps()[0]
result = {
    "name": sweep.name,
    "config": sweep.config,
    "order": sweep.order,
    "state": sweep.state,
    "expected": sweep.expected_run_count,
    "entity": sweep.entity,
    "project": sweep.project,
    "path": sweep.path,
    "url": sweep.url,
}
