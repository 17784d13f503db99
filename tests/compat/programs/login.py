"""Log in, then read."""

import os

import wandb

wandb.login(key=os.environ["WANDB_API_KEY"], relogin=True)
api = wandb.Api(api_key=os.environ["WANDB_API_KEY"])
result = [run.name for run in api.runs("entity/programs", {"group": "sgd"}, "+created_at")]
