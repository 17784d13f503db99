"""A file of a downloaded artifact."""

import os
import tempfile

import wandb

artifact = wandb.Api().artifact("entity/programs/model:best", type="model")
folder = artifact.download(root=tempfile.mkdtemp())
result = [
    open(os.path.join(folder, "weights.txt")).read(),
    sorted(os.listdir(folder)),
    open(folder + "/weights.txt").read(),
]
