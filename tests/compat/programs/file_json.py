"""Results that a run saved as JSON."""

import json
import tempfile

import wandb

run = wandb.Api().run("entity/programs/train0")
result = json.load(run.file("results.json").download(tempfile.mkdtemp(), replace=True))
