"""Runs sorted by their text of creation."""

import wandb

runs = wandb.Api().runs("entity/programs")
newest = sorted(runs, key=lambda run: run.created_at, reverse=True)
result = [run.name for run in newest if run.job_type == "train"]
