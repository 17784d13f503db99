"""The version with the best accuracy."""

import wandb

api = wandb.Api()
versions = list(api.artifacts("model", "entity/programs/model"))
best = max(versions, key=lambda version: version.metadata.get("accuracy", 0))
result = [best.name, best.metadata["accuracy"]]
