"""Metrics of the machine."""

import wandb

run = wandb.Api().run("entity/programs/train0")
rows = run.history(stream="system", pandas=False)
result = [isinstance(rows, list), all("_timestamp" in row for row in rows)]
