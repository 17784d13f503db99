"""A scan as a frame with every column."""

import pandas as pd
import wandb

run = wandb.Api().run("entity/programs/train1")
df = pd.DataFrame(run.scan_history())
result = {
    "columns": sorted(df.columns),
    "valued": int(df["val_loss"].notna().sum()),
    "rows": len(df),
}
