"""Objects by their paths."""

import wandb

api = wandb.Api(overrides={"entity": "entity", "project": "programs"})
result = [
    api.from_path("entity/programs").name,
    api.from_path("entity/programs/runs/train0").name,
    api.from_path("entity/programs/train1").name,
    api.run("train2").name,
    api.run("programs/train3").name,
    api.settings["entity"],
]
