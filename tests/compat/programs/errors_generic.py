"""Errors that scripts catch by text."""

import wandb

api = wandb.Api()
result = []
for path in ("entity/programs/nobody", "entity/nothing"):
    try:
        if path.count("/") == 2:
            api.run(path)
        else:
            len(api.runs(path))
    except Exception as error:
        result.append(
            "nobody" in str(error) or "nothing" in str(error) or "ould not find" in str(error)
        )
