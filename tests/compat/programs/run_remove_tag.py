"""A tag replaced in several runs."""

import wandb

api = wandb.Api()
for run in api.runs("entity/programs", filters={"tags": {"$in": ["first"]}}):
    run.tags = [t for t in run.tags if t != "first"] + ["second"]
    run.update()
result = sorted(run.id for run in api.runs("entity/programs", filters={"tags": "second"}))
