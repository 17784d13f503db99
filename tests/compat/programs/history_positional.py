"""A sample by position."""

import wandb

run = wandb.Api().run("entity/programs/train0")
df = run.history(1000)
result = [len(df), df["loss"].iloc[-1], df["val_loss"].dropna().tolist()]
