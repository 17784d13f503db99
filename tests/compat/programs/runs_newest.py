"""The run that was started last."""

import wandb

api = wandb.Api()
last = api.runs("entity/programs", {"jobType": "train"}, order="-created_at")[0]
result = [last.id, last.path, last.state, last.notes]
