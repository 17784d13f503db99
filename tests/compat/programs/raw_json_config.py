"""The raw config."""

import json

import wandb

run = wandb.Api().run("entity/programs/train0")
raw = json.loads(run.json_config)
result = [raw["seed"]["value"], sorted(run.rawconfig)[-1], run.rawconfig["seed"]]
