"""All arguments of a list of runs."""

import wandb

api = wandb.Api(timeout=29)
runs = api.runs("entity/programs", {"state": "finished"}, "-created_at", 300)
result = [len(runs), runs[0].state, sorted({run.state for run in runs})]
