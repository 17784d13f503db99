"""Who started runs."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = [run.user.username, run.user.name, run.entity, run.username]
