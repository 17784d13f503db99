"""Runs of a sweep, best first."""

import wandb

api = wandb.Api()
sweep = api.sweep("entity/programs/" + api.project("programs", "entity").sweeps()[0].id)
runs = sorted(sweep.runs, key=lambda run: run.summary.get("val_loss", float("inf")))
result = [run.config["lr"] for run in runs]
