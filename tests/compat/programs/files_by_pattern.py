"""Checkpoints by a pattern."""

import tempfile
from pathlib import Path

import wandb

run = wandb.Api().run("entity/programs/train0")
root = tempfile.mkdtemp()
for file in run.files(pattern="%.ckpt"):
    file.download(root, exist_ok=True).close()
result = {str(p.relative_to(root)): p.read_text() for p in sorted(Path(root).rglob("*.ckpt"))}
