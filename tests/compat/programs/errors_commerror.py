"""CommError from wherever scripts import it."""

import wandb
from wandb.errors import CommError

result = []
for kind in (wandb.errors.CommError, wandb.CommError, CommError):
    try:
        wandb.Api().run("entity/programs/nobody")
    except kind:
        result.append("caught")
