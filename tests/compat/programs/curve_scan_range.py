"""Rows between two steps."""

import wandb

run = wandb.Api().run("entity/programs/long")
rows = list(run.scan_history(keys=["loss"], min_step=100, max_step=110, page_size=5))
result = [row["loss"] for row in rows]
