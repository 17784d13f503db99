"""Files of a run copied to another."""

import os
import tempfile

import wandb

api = wandb.Api()
source = api.run("entity/programs/train0")
target = api.run("entity/programs/edit2")
root = tempfile.mkdtemp()
for file in source.files(["notes.txt", "results.json"]):
    file.download(root=root, replace=True).close()
    target.upload_file(os.path.join(root, file.name), root=root)
result = sorted(f.name for f in target.files() if f.name in ("notes.txt", "results.json"))
