"""System metrics."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = [len(run.history(stream="events")), len(run.history(stream="system"))]
