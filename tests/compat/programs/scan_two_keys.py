"""Rows with two keys, of which one is sparse."""

import wandb

run = wandb.Api().run("entity/programs/train0")
rows = run.scan_history(keys=["_step", "val_loss"])
result = [(row["_step"], row["val_loss"]) for row in rows]
