"""A history as a list of dicts."""

import wandb

run = wandb.Api().run("entity/programs/train3")
rows = run.history(keys=["val_loss"], pandas=False)
result = [(row["_step"], row["val_loss"]) for row in rows]
