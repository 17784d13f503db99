"""Every pair of runs."""

import wandb

api = wandb.Api()
path, filters = "entity/programs", {"tags": "v1"}
result = [
    (a.name, b.name)
    for a in list(api.runs(path, filters))
    for b in list(api.runs(path, filters))
    if a.id < b.id
]
