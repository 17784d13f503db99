"""A run as JSON."""

import json

import wandb

run = wandb.Api().run("entity/programs/train0")
result = json.loads(
    json.dumps(
        {
            "id": run.id,
            "name": run.name,
            "state": run.state,
            "config": run.config,
            "tags": run.tags,
            "url": run.url,
            "loss": run.summary["loss"],
        }
    )
)
result = {k: v for k, v in result.items() if k != "url"}
