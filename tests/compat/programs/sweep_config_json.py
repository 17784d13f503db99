"""The config of a sweep as JSON and YAML."""

import json

import wandb
import yaml

api = wandb.Api()
sweep = api.project("programs", entity="entity").sweeps()[0]
result = [
    json.loads(json.dumps(sweep.config))["method"],
    yaml.safe_load(yaml.dump(sweep.config["parameters"]))["lr"]["values"],
    sweep.config["metric"]["goal"],
    isinstance(sweep.config, dict),
]
