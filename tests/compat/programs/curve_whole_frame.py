"""All metrics of a run as a frame."""

import wandb

run = wandb.Api().run("entity/programs/train1")
history = run.history()
history = history[["_step", "loss", "val_loss", "eval/accuracy"]]
result = {
    "rows": len(history),
    "val": history["val_loss"].dropna().tolist(),
    "steps": history.loc[history["eval/accuracy"].notna(), "_step"].tolist(),
}
