"""Console output of a run."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = [line.content for line in run.console_logs()]
