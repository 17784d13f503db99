"""A run copied to another project."""

import wandb

api = wandb.Api()
source = api.run("entity/programs/train1")
api.create_run(run_id="copied", project="copies", entity="entity")
copied = api.run("entity/copies/copied")
copied.name = source.name
copied.tags = [*source.tags, "copy"]
copied.notes = source.notes
for key, value in source.config.items():
    copied.config[key] = value
for key in ("loss", "best_accuracy"):
    copied.summary[key] = source.summary[key]
copied.update()
again = wandb.Api().run("entity/copies/copied")
result = [
    again.name,
    sorted(again.tags),
    again.notes,
    again.config,
    again.summary["best_accuracy"],
    again.project,
]
