"""A tag added to many runs, another taken away."""

import wandb

api = wandb.Api()
for run in api.runs("entity/programs", filters={"jobType": "edit"}):
    if "reviewed" not in run.tags:
        run.tags.append("reviewed")
    run.tags = [tag for tag in run.tags if tag != "first"]
    run.update()
api.flush()
result = {run.name: sorted(run.tags) for run in api.runs("entity/programs", {"jobType": "edit"})}
