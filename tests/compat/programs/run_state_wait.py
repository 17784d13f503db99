"""States as texts."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/train4")
result = [
    run.state,
    run.state == "failed",
    run.state in ("failed", "crashed"),
    f"{run.state}",
    run.state.upper(),
]
