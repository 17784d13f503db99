"""Reports of a project."""

import wandb

api = wandb.Api()
reports = api.reports(path="entity/programs", per_page=10)
result = [
    len(reports),
    [r.display_name for r in reports],
    reports[0].description,
    reports[0].user["username"],
    reports[0].spec["version"] > 0,
]
