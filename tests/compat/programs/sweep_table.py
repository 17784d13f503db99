"""A table of a sweep's runs."""

import pandas as pd
import wandb

api = wandb.Api()
sweep_id = api.project("programs", entity="entity").sweeps()[0].id
sweep = api.sweep(f"entity/programs/{sweep_id}")
rows = [{**run.config, "val_loss": run.summary.get("val_loss")} for run in sweep.runs]
df = pd.DataFrame(rows).sort_values("val_loss")
result = {"count": len(sweep.runs), "rates": df["lr"].tolist(), "columns": sorted(df.columns)}
