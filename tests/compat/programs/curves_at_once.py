"""Histories of several runs in one frame."""

import wandb

runs = wandb.Api().runs("entity/programs", filters={"tags": "v1"})
df = runs.histories(samples=100, keys=["loss"], format="pandas")
rows = runs.histories(samples=3, keys=["loss"])
result = {
    "columns": list(df.columns),
    "sizes": df.groupby("run_id").size().to_dict(),
    "rows": len(rows),
    "first": {k: rows[0][k] for k in ("_step", "run_id")},
}
