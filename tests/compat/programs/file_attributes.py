"""Attributes of files."""

import wandb

run = wandb.Api().run("entity/programs/train0")
result = sorted(
    (f.name, f.size, f.mimetype, f.md5, f.url.startswith("http"))
    for f in run.files(per_page=20)
    if f.name.endswith((".txt", ".ckpt")) and f.name != "requirements.txt"
)
