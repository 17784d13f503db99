"""Runs with their sweeps."""

import wandb

runs = wandb.Api().runs("entity/programs", include_sweeps=True, per_page=100)
result = sorted(run.sweep.config["method"] for run in runs if run.sweep is not None)
