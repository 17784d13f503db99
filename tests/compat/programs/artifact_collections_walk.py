"""Types, collections and versions of a project."""

import wandb

api = wandb.Api()
result = {}
for kind in api.artifact_types("entity/programs"):
    for collection in kind.collections():
        if collection.name in ("corpus", "model"):
            result[f"{kind.name}/{collection.name}"] = [v.version for v in collection.artifacts()]
