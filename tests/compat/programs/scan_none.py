"""Keys that some rows lack are None."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = [row["val_loss"] for row in run.scan_history() if row["val_loss"] is not None]
