"""A version that is not there."""

import wandb

try:
    wandb.Api().artifact("entity/programs/model:v99")
except (ValueError, wandb.errors.CommError):
    result = "caught"
