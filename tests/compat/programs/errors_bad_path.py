"""A path that names no run."""

import wandb

api = wandb.Api()
result = []
for path in ("a/b/c/d/e/f", "entity/programs/nobody"):
    try:
        api.run(path)
    except wandb.CommError as error:
        result.append(type(error).__name__)
