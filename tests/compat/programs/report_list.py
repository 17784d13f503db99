"""Reports of a project."""

import wandb

api = wandb.Api()
reports = api.reports("entity/programs")
result = []
for report in reports:
    result.append(
        [report.display_name, report.description, report.user["username"], report.url, report.id]
    )
