"""Versions without an alias, that a clean-up would delete."""

import wandb

api = wandb.Api()
result = [
    v.version
    for v in api.artifact_versions("model", "entity/programs/model")
    if len(v.aliases) == 0
]
