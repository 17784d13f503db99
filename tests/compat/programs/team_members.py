"""The user and their teams."""

import wandb

api = wandb.Api()
user = api.user("entity")
result = [user.username, user.name, user.admin, len(api.users("entity"))]
