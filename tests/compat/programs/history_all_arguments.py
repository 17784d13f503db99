"""All arguments of a history."""

import wandb

run = wandb.Api().run("entity/programs/train0")
df = run.history(samples=10000, keys=["loss"], x_axis="_step", pandas=True, stream="default")
result = [len(df), sorted(df.columns), df["loss"].min()]
