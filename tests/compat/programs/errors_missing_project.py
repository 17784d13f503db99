"""Runs of a project that is not there."""

import wandb

api = wandb.Api()
try:
    result = len(api.runs("entity/nothing-here"))
except ValueError as error:
    result = type(error).__name__
