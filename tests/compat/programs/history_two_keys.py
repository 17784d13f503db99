"""Two keys, of which one is sparse."""

import wandb

run = wandb.Api().run("entity/programs/train0")
df = run.history(keys=["loss", "val_loss"])
result = [len(df), df["val_loss"].tolist()]
