"""Names, groups and notes of runs."""

import wandb

api = wandb.Api()
for index, run in enumerate(api.runs("entity/programs", {"jobType": "edit"})):
    run.name = f"renamed-{index}"
    run.group = "edited"
    run.notes = "by a script"
    run.update()
result = [
    [r.id, r.name, r.group, r.notes]
    for r in wandb.Api().runs("entity/programs", {"group": "edited"})
]
