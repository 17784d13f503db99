"""Values of a config with defaults."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = [
    run.config["learning_rate"],
    run.config.get("nothing", "default"),
    run.config["optimizer"]["name"],
    run.config.get("optimizer", {}).get("momentum"),
    type(run.config).__name__,
    sorted(run.config),
]
