"""Every file of a run with its size."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = {}
for file in run.files():
    if not file.name.startswith(
        ("wandb-", "config", "output", "requirements", "media", "artifact")
    ):
        result[file.name] = [file.size, file.mimetype, file.md5]
