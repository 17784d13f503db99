"""A CSV file of runs."""

import csv
import io

import wandb

api = wandb.Api()
file = io.StringIO()
writer = csv.writer(file)
writer.writerow(["name", "group", "lr", "loss", "url"])
for run in api.runs("entity/programs", filters={"display_name": {"$regex": "^train"}}):
    loss = run.summary.get("loss")
    writer.writerow([run.name, run.group, run.config.get("learning_rate"), f"{loss:.4f}", run.url])
result = file.getvalue().splitlines()
