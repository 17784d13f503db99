"""A run copied with its history, as scripts that move runs between projects do."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/train0")
history = [dict(row) for row in run.scan_history()]
result = [
    len(history),
    {k: v for k, v in run.config.items()}["seed"],
    run.name,
    run.tags,
    run.group,
    run.job_type,
    run.notes,
    [
        {k: v for k, v in row.items() if v is not None and not k.startswith("_")}
        for row in history[:2]
    ],
]
