"""Metadata of a run's machine, recorded by the SDK."""

import wandb

run = wandb.Api().run("entity/programs/train0")
metadata = run.metadata
result = [sorted(metadata), metadata["python"]]
