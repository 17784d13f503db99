"""Which metrics a run logged."""

import wandb

run = wandb.Api().run("/entity/programs/runs/train1")
keys = run.history_keys
result = {"keys": sorted(keys["keys"]), "last": keys["lastStep"]}
