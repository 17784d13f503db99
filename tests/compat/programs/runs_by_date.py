"""Runs since a date, with their dates parsed as most scripts parse them."""

from datetime import datetime

import wandb

api = wandb.Api()
runs = api.runs("entity/programs", {"createdAt": {"$gt": "2020-01-01T00:00:00Z"}, "group": "sgd"})
stamps = [datetime.strptime(run.created_at, "%Y-%m-%dT%H:%M:%SZ") for run in runs]
result = {
    "sorted": stamps == sorted(stamps),
    "days": sorted({each.strftime("%Y-%m-%d") for each in stamps}),
}
