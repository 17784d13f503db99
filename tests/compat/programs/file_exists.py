"""A file that is there already."""

import tempfile

import wandb

file = wandb.Api().run("entity/programs/train0").file("notes.txt")
root = tempfile.mkdtemp()
file.download(root).close()
try:
    file.download(root)
except (ValueError, wandb.errors.CommError) as error:
    result = [type(error).__name__]
result.append(file.download(root, exist_ok=True).readline())
