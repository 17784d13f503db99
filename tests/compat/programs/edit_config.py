"""A config corrected."""

import wandb

api = wandb.Api()
run = api.run("entity/programs/edit0")
run.config["dataset"] = "corpus"
run.config["lr"] = 0.01
run.update()
api.flush()
result = wandb.Api().run("entity/programs/edit0").config
