"""Versions that nobody needs, deleted."""

import wandb

api = wandb.Api()
for version in api.artifacts("model", "entity/programs/model"):
    if not version.aliases:
        version.delete()
result = [version.version for version in api.artifacts("model", "entity/programs/model")]
