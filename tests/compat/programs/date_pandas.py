"""Dates as pandas reads them."""

import pandas as pd
import wandb

run = wandb.Api().run("entity/programs/train0")
when = pd.to_datetime(run.created_at)
result = [when.year, when.tzinfo is not None, pd.to_datetime(run.heartbeatAt) >= when]
