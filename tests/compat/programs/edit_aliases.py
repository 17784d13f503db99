"""A version promoted to production."""

import wandb

api = wandb.Api()
for version in api.artifacts("model", "entity/programs/model"):
    if "production" in version.aliases:
        version.aliases.remove("production")
        version.save()
winner = api.artifact("entity/programs/model:v1")
winner.aliases.append("production")
winner.description = "The one."
winner.metadata["promoted"] = True
winner.save()
again = api.artifact("entity/programs/model:production")
result = [again.version, sorted(again.aliases), again.description, again.metadata]
