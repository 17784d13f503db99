"""A run that says what it used."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/edit0")
artifact = run.use_artifact(api.artifact("entity/programs/model:v0"))
result = [artifact.name, sorted(a.name for a in run.used_artifacts())]
