"""Functions with the official client's classes in their annotations."""

import wandb
from wandb.apis.public import Api, Run, Runs


def losses(runs: Runs) -> dict[str, float]:
    return {run.name: round(run.summary["loss"], 6) for run in runs}


def is_train(run: Run) -> bool:
    return isinstance(run, Run) and run.job_type == "train"


api: Api = wandb.Api()
runs = api.runs("entity/programs", {"group": "adam"})
result = [
    losses(runs),
    [is_train(run) for run in runs],
    isinstance(runs, Runs),
    isinstance(api, wandb.Api),
]
