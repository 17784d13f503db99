"""A list read with next()."""

import wandb

api = wandb.Api()
runs = api.runs("entity/programs", filters={"group": "sgd"})
names = []
while True:
    try:
        names.append(next(runs).name)
    except StopIteration:
        break
result = {"names": names, "objects": len(runs.objects), "where": [runs.entity, runs.project]}
