"""Artifacts that a run logged and used."""

import wandb

run = wandb.Api().run("entity/programs/train1")
result = {
    "logged": [(a.type, a.name) for a in run.logged_artifacts() if a.type != "wandb-history"],
    "used": [(a.type, a.name) for a in run.used_artifacts()],
}
