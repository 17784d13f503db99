"""The last model that a run logged."""

import wandb

run = wandb.Api().run("entity/programs/train1")
models = [a for a in run.logged_artifacts() if a.type == "model"]
result = [models[-1].name, models[-1].version, models[-1].aliases, models[-1].metadata["accuracy"]]
