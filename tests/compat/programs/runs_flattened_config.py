"""Nested configs with dotted names."""

import wandb


def flatten(config, prefix=""):
    flat = {}
    for key, value in config.items():
        if isinstance(value, dict):
            flat.update(flatten(value, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat


api = wandb.Api()
result = {run.name: flatten(run.config) for run in api.runs("entity/programs") if run.group}
