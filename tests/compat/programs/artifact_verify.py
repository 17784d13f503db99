"""A folder compared with a version."""

import tempfile
from pathlib import Path

import wandb

artifact = wandb.Api().artifact("entity/programs/model:v2")
root = artifact.download(tempfile.mkdtemp())
artifact.verify(root)
Path(root, "weights.txt").write_text("other")
try:
    artifact.verify(root)
except ValueError as error:
    result = type(error).__name__
