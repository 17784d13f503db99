"""How many runs of a sweep are through."""

from collections import Counter

import wandb

api = wandb.Api()
sweep = api.project("programs", entity="entity").sweeps()[0]
states = Counter(run.state for run in sweep.runs)
result = [dict(states), sweep.state.lower(), sweep.order]
