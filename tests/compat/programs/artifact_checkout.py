"""A folder that holds a version and nothing else."""

import os
import tempfile
from pathlib import Path

import wandb

root = tempfile.mkdtemp()
Path(root, "old.txt").write_text("old")
artifact = wandb.Api().artifact("entity/programs/model:v1")
result = [artifact.checkout(root) == root, sorted(os.listdir(root))]
