"""How many runs are in which state."""

from collections import Counter

import wandb

api = wandb.Api()
result = dict(Counter(run.state for run in api.runs("entity/programs")))
