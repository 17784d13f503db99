"""The default entity, and the viewer."""

import wandb

api = wandb.Api()
result = [api.default_entity, api.viewer.username, api.viewer.entity, list(api.viewer.teams)]
