"""Old runs deleted."""

import wandb

api = wandb.Api()
for run in api.runs("entity/programs", filters={"jobType": "old"}):
    run.delete()
result = [run.name for run in wandb.Api().runs("entity/programs", filters={"jobType": "old"})]
