"""A project made, and looked at."""

import wandb

api = wandb.Api()
api.create_project("fresh", "entity")
project = api.project("fresh", entity="entity")
result = [project.name, project.path, project.url, bool(project.id), len(api.runs("entity/fresh"))]
