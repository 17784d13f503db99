"""A long history comes as a sample of 500 rows."""

import wandb

run = wandb.Api().run("entity/programs/long")
result = [
    len(run.history()),
    len(run.history(samples=50)),
    len(run.history(samples=1000, pandas=False)),
]
