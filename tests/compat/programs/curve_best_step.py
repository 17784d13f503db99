"""The step with the lowest validation loss."""

import numpy as np
import wandb

run = wandb.Api().run("entity/programs/train4")
rows = run.history(keys=["val_loss", "eval/accuracy"], pandas=False)
best = int(np.argmin([row["val_loss"] for row in rows]))
result = rows[best]
