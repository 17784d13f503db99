"""Runs with a tag."""

import wandb

api = wandb.Api()
runs = api.runs("entity/programs", filters={"tags": {"$in": ["baseline"]}})
result = {"count": len(runs), "runs": [(run.name, sorted(run.tags)) for run in runs]}
