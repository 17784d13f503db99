"""A key that few rows have."""

import wandb

run = wandb.Api().run("entity/programs/train2")
result = [
    row["val_loss"] for row in run.scan_history(keys=["val_loss"]) if row["val_loss"] is not None
]
