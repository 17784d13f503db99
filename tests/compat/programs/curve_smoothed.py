"""A rolling mean of a curve."""

import wandb

run = wandb.Api().run("entity/programs/train0")
loss = run.history(keys=["loss"], samples=1000)["loss"]
result = loss.rolling(5, min_periods=1).mean().round(9).tolist()[-3:]
