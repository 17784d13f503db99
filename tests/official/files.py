"""Runs with files of every kind, logged by the official SDK.

`WANDB_BASE_URL`, `WANDB_API_KEY` and `WANDB_ENTITY` say where to.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import wandb

PROJECT = "files"

CONTENTS: dict[str, bytes] = {
    "notes.txt": b"first line\nsecond line\n",
    "empty.bin": b"",
    "weights/model.ckpt": bytes(range(256)) * 40,
    "weights/step_1.ckpt": b"\x00\x01",
    "weights/step_20.ckpt": b"\xff\xfe\x00",
    "plots/loss 100%.png": b"\x89PNG\r\n\x1a\n",
    "plots/deep/h\u00e4\u00df.png": b"\x89PNG",
    "odd/a:b?.txt": b"a name that Windows refuses",
}


def start(run_id: str) -> wandb.Run:
    settings = wandb.Settings(
        console="off",
        silent=True,
        x_disable_stats=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
    )
    return wandb.init(project=PROJECT, id=run_id, settings=settings)


def log_files(run_id: str = "files") -> None:
    """Files that the SDK saves in addition to its own."""
    run = start(run_id)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in CONTENTS.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            run.save(path, base_path=folder, policy="now")
        run.finish()


def log_deletable() -> None:
    """Files that tests delete."""
    log_files("deletable")


PARTS = {"files": log_files, "deletable": log_deletable}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
