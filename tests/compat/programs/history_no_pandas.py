"""Rows as dicts."""

import wandb

run = wandb.Api().run("entity/programs/train0")
rows = run.history(keys=["loss", "epoch"], pandas=False)
result = [len(rows), rows[3]["_step"], rows[3]["loss"], rows[3]["epoch"]]
