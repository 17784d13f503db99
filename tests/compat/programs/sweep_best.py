"""The best run of a sweep, and its config."""

import wandb

api = wandb.Api()
sweep = next(iter(api.project("programs", "entity").sweeps()))
best = sweep.best_run()
parameters = {k: v for k, v in best.config.items() if not k.startswith("_")}
result = {"parameters": parameters, "loss": best.summary.get("val_loss")}
