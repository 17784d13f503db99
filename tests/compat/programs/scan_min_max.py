"""A range of steps."""

import wandb

run = wandb.Api().run("entity/programs/long")
rows = [row for row in run.scan_history(keys=["_step", "loss"], min_step=100, max_step=110)]
result = [row["_step"] for row in rows]
