"""A date with its Z replaced, as older Pythons need."""

from datetime import datetime

import wandb

run = wandb.Api().run("entity/programs/train0")
result = datetime.fromisoformat(run.created_at.replace("Z", "+00:00")).year
