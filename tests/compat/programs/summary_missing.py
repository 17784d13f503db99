"""A key that a summary lacks."""

import wandb

result = []
for run in wandb.Api().runs(
    "entity/programs", {"display_name": {"$in": ["train-0", "long"]}}, order="+created_at"
):
    try:
        result.append(run.summary["best_accuracy"])
    except KeyError:
        result.append(None)
