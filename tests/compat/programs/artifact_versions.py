"""Versions of a model with their aliases."""

import wandb

api = wandb.Api()
result = []
for version in api.artifact_versions("model", "entity/programs/model"):
    result.append(
        [
            version.name,
            version.version,
            sorted(version.aliases),
            sorted(version.tags),
            version.metadata,
        ]
    )
