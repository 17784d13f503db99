"""A table of runs, flat."""

import pandas as pd
import wandb

api = wandb.Api()
rows = []
for run in api.runs("entity/programs", filters={"group": {"$in": ["adam", "sgd"]}}):
    row = {"id": run.id, "name": run.name, "state": run.state}
    row.update({f"config/{k}": v for k, v in run.config.items() if not isinstance(v, dict)})
    row.update({k: v for k, v in run.summary.items() if isinstance(v, (int, float))})
    rows.append(row)
df = pd.DataFrame(rows).set_index("id")
df = df.drop(columns=[c for c in df.columns if c.startswith("_")])
result = {"columns": sorted(df.columns), "best": df["best_accuracy"].idxmax(), "rows": len(df)}
