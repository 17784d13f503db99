"""The model of a run, by the run's own list."""

import tempfile

import wandb

api = wandb.Api()
run = api.run("entity/programs/train2")
models = [artifact for artifact in run.logged_artifacts() if artifact.type == "model"]
path = models[-1].download(tempfile.mkdtemp())
result = open(f"{path}/weights.txt").read()
