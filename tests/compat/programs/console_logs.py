"""What a run printed."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = [line.content for line in run.console_logs()]
