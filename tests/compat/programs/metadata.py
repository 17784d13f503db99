"""What the SDK noted of a run's machine."""

import wandb

run = wandb.Api().run("entity/programs/train0")
metadata = run.metadata
result = [sorted(metadata), metadata["python"]]
