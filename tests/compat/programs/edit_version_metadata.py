"""Metadata and description of a version."""

import wandb

api = wandb.Api()
artifact = api.artifact("entity/programs/model:v1")
artifact.metadata["checked"] = True
artifact.description = "checked"
artifact.save()
again = api.artifact("entity/programs/model:v1")
result = [again.metadata, again.description]
