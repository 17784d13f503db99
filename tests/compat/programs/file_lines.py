"""Lines of a file."""

import tempfile

import wandb

run = wandb.Api().run("entity/programs/train0")
with run.file("notes.txt").download(tempfile.mkdtemp(), replace=True) as file:
    result = [line.strip() for line in file]
