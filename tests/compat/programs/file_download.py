"""A file of a run, downloaded and read."""

import tempfile

import wandb

run = wandb.Api().run("entity/programs/train0")
root = tempfile.mkdtemp()
with run.file("notes.txt").download(root=root, replace=True) as file:
    result = file.read().splitlines()
