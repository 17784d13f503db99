"""Checks of types."""

import wandb
from wandb.apis.public import Run, Runs, File, Sweep

api = wandb.Api()
run = api.run("entity/programs/train0")
result = [
    isinstance(run, Run),
    isinstance(run, wandb.apis.public.Run),
    isinstance(api.runs("entity/programs"), Runs),
    isinstance(run.files()[0], File),
]
