"""Every project with its number of runs."""

import wandb

api = wandb.Api()
result = {}
for project in api.projects("entity"):
    result[project.name] = [
        project.entity,
        project.path,
        len(api.runs(f"{project.entity}/{project.name}")),
    ]
