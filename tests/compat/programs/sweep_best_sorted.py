"""The best run of a sweep, sorted by hand."""

import wandb

api = wandb.Api()
sweep = api.project("programs", entity="entity").sweeps()[0]
sweep = api.sweep(f"entity/programs/{sweep.id}")
runs = sorted(sweep.runs, key=lambda run: run.summary.get("val_loss", 1e9))
result = [runs[0].config["lr"], len(sweep.runs), sweep.best_run(order="val_loss").config["lr"]]
