"""A run that printed, logged by the official SDK.

`WANDB_BASE_URL`, `WANDB_API_KEY` and `WANDB_ENTITY` say where to.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import wandb

PROJECT = "console-logs"


def start(run_id: str, **chosen: Any) -> wandb.Run:
    settings = wandb.Settings(
        console="wrap",
        silent=True,
        x_disable_stats=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
        **chosen,
    )
    return wandb.init(project=PROJECT, id=run_id, settings=settings)


def log_printed() -> None:
    """The output of a training script: colors, errors, a progress bar."""
    run = start("printed")
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


def log_silent() -> None:
    """A run that printed nothing."""
    start("silent").finish()


def log_parts() -> None:
    """A log in several files next to the lines, and one with a label."""
    run = start("parts", console_multipart=True, console_chunk_max_bytes=100)
    for number in range(4):
        print("line", number)
    run.finish()
    run = start("labelled", x_label="rank0")
    print("from a labelled process")
    run.finish()


PARTS = {"printed": log_printed, "silent": log_silent, "parts": log_parts}

if __name__ == "__main__":
    for part in sys.argv[1:] or ("printed", "silent"):
        PARTS[part]()
