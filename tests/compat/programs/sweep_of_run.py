"""The sweep that a run belongs to."""

import wandb

api = wandb.Api()
runs = api.runs("entity/programs", {"sweep": {"$ne": None}}, include_sweeps=True)
result = sorted({(run.sweep.name, run.sweep.config["method"]) for run in runs if run.sweep})
