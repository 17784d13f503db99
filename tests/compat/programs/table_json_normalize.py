"""Nested configs as columns of a frame."""

import pandas as pd
import wandb

runs = wandb.Api().runs("entity/programs", {"group": "sgd"}, order="+created_at")
rows = [{"id": run.id, **run.config, **dict(run.summary)} for run in runs]
frame = pd.json_normalize(rows)
result = {"columns": sorted(c for c in frame.columns if not c.startswith("_")), "rows": len(frame)}
