"""A file by the name of its handle."""

import os
import tempfile

import wandb

run = wandb.Api().run("entity/programs/train0")
root = tempfile.mkdtemp()
handle = run.file("ckpt/step_10.ckpt").download(root=root, replace=True)
result = [os.path.relpath(handle.name, root), open(handle.name).read()]
