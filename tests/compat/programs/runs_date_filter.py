"""Runs after a date, which is a text."""

import wandb

api = wandb.Api()
runs = api.runs(
    "entity/programs", filters={"created_at": {"$gt": "2020-01-01T00:00:00"}, "group": "adam"}
)
result = sorted(run.name for run in runs)
