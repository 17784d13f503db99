"""Runs at the edges of what can be logged and printed, logged by the official SDK; ends by killing itself.

`WANDB_BASE_URL`, `WANDB_API_KEY` and `WANDB_ENTITY` say where to.
"""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from typing import Any

import numpy as np
import wandb

PROJECT = "edges"
ROWS = 11_000
"""More than the SDK and servers sample at once."""


def start(run_id: str, **chosen: Any) -> wandb.Run:
    settings = wandb.Settings(
        **{"console": "off", "x_disable_stats": True, **chosen},
        silent=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
    )
    return wandb.init(project=PROJECT, id=run_id, settings=settings, reinit="finish_previous")


def log_odd(run_id: str, **chosen: Any) -> wandb.Run:
    """Values and keys of every kind, at steps with gaps and in the wrong order."""
    run = start(run_id, **chosen)
    run.log({"nested": {"a": 1, "b": {"c": 2.5}}, "x.y": 1, "größe/μ": 3})
    run.log({"number": math.nan, "text": "é\n", "truth": True, "none": None})
    run.log({"number": math.inf, "list": [1, 2, 3], "empty": {}})
    run.log({"number": -math.inf, "big": 2**53 + 1, "small": 5e-324})
    run.log({"late": 1}, step=50)
    run.log({"late": 0}, step=20)
    run.log({"image": wandb.Image(np.zeros((2, 2, 3), dtype=np.uint8), caption="black")})
    run.log({"histogram": wandb.Histogram([1, 2, 2, 3])}, step=60)
    run.log({"late": 2, "number": 7}, step=1_000_000, commit=True)
    return run


def log_long() -> None:
    """More rows than a sample holds."""
    run = start("long")
    for step in range(ROWS):
        run.log({"value": step, "thousands": step // 1000} if step % 1000 == 0 else {"value": step})
    run.finish()


def log_states() -> None:
    """A run that failed."""
    run = start("failed")
    run.log({"loss": 1.0})
    run.finish(exit_code=3)


def log_printed() -> None:
    """Consoles as they are captured below Python, with what other programs print, and in parts."""
    run = start("redirected", console="redirect")
    print("from python", flush=True)
    os.system("echo from a program; echo an error of it >&2")
    print("\x1b[32mgreen\x1b[0m\rrewritten\nthe end", flush=True)
    run.finish()
    run = start("raw", console="wrap_raw")
    print("progress 0%\rprogress 100%")
    print("wrong", file=sys.stderr)
    run.finish()
    run = start("parts", console="wrap", console_multipart=True, console_chunk_max_bytes=64)
    for number in range(12):
        print("line", number)
    run.finish()


if __name__ == "__main__":
    log_printed()
    log_odd("odd").finish()
    log_long()
    log_states()
    # In whole seconds: the SDK cuts a fraction to zero, which means its default of 15.
    killed = log_odd("killed", x_file_stream_transmit_interval=1.0)
    read = wandb.Api().run(killed.path)
    deadline = time.monotonic() + 30
    while read.lastHistoryStep < 1_000_000 and time.monotonic() < deadline:
        time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGKILL)
