"""Projects of an entity."""

import wandb

api = wandb.Api()
projects = api.projects(entity="entity")
result = sorted(
    (p.name, p.entity, "/".join(p.path), p.url) for p in projects if p.name == "programs"
)
