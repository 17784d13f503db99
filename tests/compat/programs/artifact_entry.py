"""One file of an artifact."""

import tempfile

import wandb

artifact = wandb.Api().artifact("entity/programs/model:v0")
path = artifact.get_path("meta/config.json").download(root=tempfile.mkdtemp())
result = [open(path).read(), path.endswith("config.json"), artifact.get_entry("weights.txt").size]
try:
    artifact.get_entry("nothing.txt")
except KeyError as error:
    result.append(type(error).__name__)
