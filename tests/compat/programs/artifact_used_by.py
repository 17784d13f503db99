"""Who logged and who used a version."""

import wandb

api = wandb.Api()
corpus = api.artifact("entity/programs/corpus:latest")
result = [corpus.logged_by().name, sorted(run.name for run in corpus.used_by())]
