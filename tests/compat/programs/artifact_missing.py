"""A version that is not there."""

import wandb

api = wandb.Api()
try:
    api.artifact("entity/programs/model:nothing")
except wandb.errors.CommError as error:
    result = type(error).__name__
