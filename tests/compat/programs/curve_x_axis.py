"""A curve over another axis than the step."""

import wandb

run = wandb.Api().run("entity/programs/train0")
df = run.history(keys=["val_loss"], x_axis="epoch")
result = {"columns": sorted(df.columns), "epochs": df["epoch"].tolist()}
