"""Every row of a history."""

import wandb

run = wandb.Api().run("entity/programs/train1")
losses = [row["loss"] for row in run.scan_history()]
result = {"count": len(losses), "sum": round(sum(losses), 9), "first": losses[0]}
