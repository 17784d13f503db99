"""Finished runs with a config, newest first."""

import wandb

api = wandb.Api()
runs = api.runs(
    path="entity/programs",
    filters={"$and": [{"config.optimizer.name": "adam"}, {"state": "finished"}]},
    order="-created_at",
)
result = [[run.name, run.config["learning_rate"], run.job_type] for run in runs]
