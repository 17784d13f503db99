"""Indexes, slices and counts of a list."""

import wandb

api = wandb.Api()
runs = api.runs("entity/programs", per_page=2, order="+created_at")
result = {
    "first": runs[0].name,
    "fourth": runs[3].name,
    "slice": [run.name for run in runs[1:4]],
    "total": len(runs),
    "all": [run.id for run in runs if not run.sweep_name],
}
