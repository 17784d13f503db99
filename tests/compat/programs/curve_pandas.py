"""A loss curve as a frame."""

import wandb

run = wandb.Api().run("entity/programs/train0")
df = run.history(keys=["loss", "epoch"])
result = {
    "columns": list(df.columns),
    "shape": df.shape,
    "last": df["loss"].iloc[-1],
    "mean": df.groupby("epoch")["loss"].mean().tolist(),
}
