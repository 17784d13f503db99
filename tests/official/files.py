"""A run with files of every kind, and one that printed, logged by the official SDK.

`WANDB_BASE_URL`, `WANDB_API_KEY` and `WANDB_ENTITY` say where to.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any

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


def start(run_id: str, **chosen: Any) -> wandb.Run:
    settings = wandb.Settings(
        silent=True,
        x_disable_stats=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
        **{"console": "off", **chosen},
    )
    return wandb.init(project=PROJECT, id=run_id, settings=settings)


def log_files(run_id: str = "files") -> None:
    """Files that the SDK saves beside its own."""
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


def log_console() -> None:
    """What a training script prints: colours, errors, a progress bar."""
    run = start("console", console="wrap")
    print("starting")
    print("\x1b[31mwarm\x1b[0m start: loss=2.5")
    print("something failed: loss is nan", file=sys.stderr)
    for percent in (0, 50, 100):
        print(f"\rprogress {percent}%", end="")
        time.sleep(0.2)
    print()
    for epoch in range(6):
        print(f"epoch {epoch} loss={1 / (epoch + 1):.3f}")
    print("two\nlines, and no newline at the end", end="")
    run.finish()


PARTS = {"files": log_files, "deletable": log_deletable, "console": log_console}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
