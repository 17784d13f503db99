"""Who logged a version, and who uses it."""

import wandb

artifact = wandb.Api().artifact("entity/programs/corpus:v0")
producer = artifact.logged_by()
result = [
    producer.name,
    producer.config["batch_size"],
    sorted(run.name for run in artifact.used_by()),
]
