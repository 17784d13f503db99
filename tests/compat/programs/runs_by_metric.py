"""The best runs by a summary metric."""

import wandb

api = wandb.Api()
runs = api.runs("entity/programs", order="-summary_metrics.best_accuracy", per_page=3)
result = [(run.name, run.summary["best_accuracy"]) for run in runs[0:3]]
