"""Versions that tests edit, link and delete, each its own: run this file with its variables set."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import wandb

PROJECT = "versions"


def log_versions() -> None:
    settings = wandb.Settings(
        console="off",
        silent=True,
        x_disable_stats=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
    )
    with (
        TemporaryDirectory() as folder,
        wandb.init(project=PROJECT, id="maker", settings=settings) as run,
    ):
        for name in ("edited", "linked", "removed", "used", "known", "cleared", "cleared", "moved"):
            path = Path(folder) / f"{name}{len(list(Path(folder).iterdir()))}"
            path.write_text(path.name)
            artifact = wandb.Artifact(name, "dataset", "words", {"lr": 0.1, "n": 1})
            artifact.add_file(str(path), "f")
            run.log_artifact(artifact, aliases=["best"], tags=["a", "b"]).wait()


PARTS = {"versions": log_versions}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
