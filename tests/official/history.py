"""Histories of several shapes, logged by the official SDK to a project of their own.

Run it with the SDK's variables set. `hold` as the only argument leaves the run `resumed` running, prints `ready`, and
ends it when standard input closes.
"""

from __future__ import annotations

import math
import sys
from typing import Any

import wandb

PROJECT = "histories"


def start(run_id: str, *, stats: bool = False, **arguments: Any) -> wandb.Run:
    settings = wandb.Settings(
        console="off",
        silent=True,
        x_disable_stats=not stats,
        x_stats_sampling_interval=0.2,
        x_file_stream_transmit_interval=1.0,  # a fraction of a second means the default of 15
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
    )
    return wandb.init(project=PROJECT, id=run_id, name=run_id, settings=settings, **arguments)


def log_long() -> None:
    """Dense and sparse keys, nested values, numbers that JSON lacks; long enough for several files."""
    run = start("long")
    for step in range(130):
        row: dict[str, Any] = {"loss": 1 / (step + 1), "count": step, "deep": {"a": step, "b": 0.5}}
        if step % 3 == 0:
            row["accuracy"] = math.nan if step == 30 else step / 130
        if step == 77:
            row["big"] = 2**53 + 1
        run.log(row)
    run.finish()


def log_gaps() -> None:
    """Long gaps between steps, and a key of few rows."""
    run = start("gaps")
    for step in (0, 3, 1_000, 1_001, 1_002, 90_000):
        run.log({"loss": float(step), **({"rare": step} if step == 1_001 else {})}, step=step)
    run.finish()


def log_other_kinds() -> None:
    """The same key with values of another kind."""
    run = start("words")
    for word in ("high", "low"):
        run.log({"loss": word, "note": word})
    run.finish()
    start("empty").finish()


def log_first_part() -> None:
    """The first part of a run that is taken up again."""
    run = start("resumed")
    for value in range(50):
        run.log({"value": value, "loss": value / 2})
    run.finish()


def log_second_part() -> wandb.Run:
    """The second part, in another shape."""
    run = start("resumed", resume="must")
    for value in range(50, 95):
        run.log({"value": value, "late": value * 2.5})
    return run


def log_measured() -> None:
    """A run whose machine is measured."""
    import time

    run = start("measured", stats=True)
    run.log({"loss": 1.0})
    time.sleep(1.5)
    run.finish()


def log_all() -> None:
    log_long()
    log_gaps()
    log_other_kinds()
    log_first_part()


if __name__ == "__main__":
    if sys.argv[1:] == ["hold"]:
        log_all()
        log_measured()
        live = log_second_part()
        print("ready", flush=True)
        sys.stdin.read()
        live.finish()
    else:
        log_all()
        log_second_part().finish()
