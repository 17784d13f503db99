"""The best run by an order of one's own."""

import wandb

api = wandb.Api()
sweep = api.project("programs", "entity").sweeps()[0]
result = [
    sweep.best_run(order="+summary_metrics.val_loss").config["lr"],
    sweep.best_run(order="-summary_metrics.val_loss").config["lr"],
]
