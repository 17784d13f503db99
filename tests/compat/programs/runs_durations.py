"""How long runs took."""

import wandb

api = wandb.Api()
result = {}
for run in api.runs("entity/programs", filters={"jobType": "train"}, lazy=False):
    result[run.name] = [
        run.summary["_step"],
        run.summary.get("_runtime") >= 0,
        run.heartbeat_at >= run.created_at,
    ]
