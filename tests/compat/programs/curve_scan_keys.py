"""Chosen keys of every row."""

import wandb

run = wandb.Api().run("entity/programs/long")
history = run.scan_history(keys=["_step", "tokens"])
points = [(row["_step"], row["tokens"]) for row in history]
result = [len(points), points[0], points[-1]]
