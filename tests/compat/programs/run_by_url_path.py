"""Spellings of a path."""

import wandb

api = wandb.Api(overrides={"entity": "entity", "project": "programs"})
result = [
    api.run("train0").name,
    api.run("programs/train0").name,
    api.run("entity/programs/runs/train0").name,
    api.run("/entity/programs/train0").name,
    "/".join(api.run("train0").path),
]
