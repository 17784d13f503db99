"""A config key renamed in several runs."""

import wandb

api = wandb.Api()
for run in api.runs("entity/programs", {"jobType": "edit"}):
    if "lr" in run.config:
        run.config["learning_rate"] = run.config.pop("lr")
        run.update()
result = [
    sorted(k for k in run.config if "r" in k)
    for run in api.runs("entity/programs", {"jobType": "edit"}, order="+created_at")
]
