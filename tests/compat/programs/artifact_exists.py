"""Whether versions are there."""

import wandb

api = wandb.Api()
result = [
    api.artifact_exists("entity/programs/model:v1"),
    api.artifact_exists("entity/programs/model:v9"),
    api.artifact_collection_exists("entity/programs/model", "model"),
    api.artifact_collection_exists("entity/programs/nothing", "model"),
]
