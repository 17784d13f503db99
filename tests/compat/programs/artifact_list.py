"""Versions, newest first, and how many."""

import wandb

api = wandb.Api()
versions = api.artifacts(type_name="model", name="entity/programs/model", per_page=2)
result = [
    len(versions),
    [each.version for each in versions],
    api.artifact("entity/programs/model:best").version,
]
