"""A config with what the SDK keeps beside it."""

import json

import wandb

run = wandb.Api().run("entity/programs/train2")
raw = json.loads(run.json_config)
result = {
    "cli": run.rawconfig["_wandb"]["cli_version"],
    "keys": sorted(raw),
    "lr": raw["learning_rate"]["value"],
    "config": sorted(run.config),
}
