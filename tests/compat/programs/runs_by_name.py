"""A run by its display name."""

import wandb

api = wandb.Api()


def find(name):
    runs = api.runs("entity/programs", filters={"displayName": name})
    if len(runs) == 0:
        return None
    return runs[0].id


result = [find("train-3"), find("nobody")]
