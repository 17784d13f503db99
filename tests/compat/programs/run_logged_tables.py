"""The table of a run."""

import json
import tempfile

import wandb

run = wandb.Api().run("entity/programs/train0")
entry = run.summary["predictions"]
path = run.file(entry["path"]).download(root=tempfile.mkdtemp())
result = json.load(path)["data"]
