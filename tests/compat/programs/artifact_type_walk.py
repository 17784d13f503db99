"""Versions by type and collection."""

import wandb

api = wandb.Api()
versions = api.artifact_type("model", "entity/programs").collection("model").artifacts()
result = [[v.name for v in versions], len(versions), versions[0].version]
