"""A model, downloaded into a folder."""

import os
import tempfile

import wandb

api = wandb.Api()
artifact = api.artifact("entity/programs/model:latest", type="model")
root = os.path.join(tempfile.mkdtemp(), "model")
folder = artifact.download(root=root)
found = sorted(
    os.path.relpath(os.path.join(d, f), folder) for d, _, fs in os.walk(folder) for f in fs
)
result = [folder == root, found, open(os.path.join(folder, "weights.txt")).read()]
