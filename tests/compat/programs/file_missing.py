"""A file that is not there."""

import wandb

run = wandb.Api().run("entity/programs/train1")
try:
    run.file("best.pt").download()
    result = "there"
except wandb.CommError as error:
    result = type(error).__name__
