"""An alias added and removed."""

import wandb

api = wandb.Api()
artifact = api.artifact("entity/programs/model:v1")
artifact.aliases.append("prod")
artifact.save()
first = sorted(api.artifact("entity/programs/model:v1").aliases)
artifact = api.artifact("entity/programs/model:prod")
artifact.aliases.remove("prod")
artifact.save()
result = [first, sorted(api.artifact("entity/programs/model:v1").aliases)]
