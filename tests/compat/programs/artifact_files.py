"""Files of a version."""

import wandb

artifact = wandb.Api().artifact("entity/programs/corpus:latest")
files = artifact.files()
result = sorted([file.name, file.size] for file in files)
