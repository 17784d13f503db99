"""A file uploaded and deleted."""

import os
import tempfile

import wandb

api = wandb.Api()
run = api.run("entity/programs/edit1")
root = tempfile.mkdtemp()
path = os.path.join(root, "up.txt")
with open(path, "w") as file:
    file.write("up")
run.upload_file(path, root)
found = [f.name for f in run.files() if f.name == "up.txt"]
for f in run.files():
    if f.name == "up.txt":
        f.delete()
result = [found, [f.name for f in api.run("entity/programs/edit1").files() if f.name == "up.txt"]]
