"""Settings of the client."""

import wandb

api = wandb.Api(overrides={"project": "programs"})
result = [api.settings["project"], api.settings.get("project"), api.settings["base_url"]]
