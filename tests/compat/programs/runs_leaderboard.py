"""A leaderboard that passes over runs without the metric."""

import wandb

api = wandb.Api(timeout=30)
entries = []
for run in api.runs("entity/programs", include_sweeps=False):
    if "best_accuracy" not in run.summary.keys():
        continue
    entries.append((run.summary.best_accuracy, run.name, run.user.username))
result = sorted(entries, reverse=True)
