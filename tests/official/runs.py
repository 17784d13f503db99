"""Runs that the tests read and edit, logged by the official SDK: run this file with its variables set.

`WANDB_BASE_URL`, `WANDB_API_KEY` and `WANDB_ENTITY` say where to. Every run has an id of its own, so that tests
can name what they mean.
"""

from __future__ import annotations

import math
import sys
from typing import Any

import wandb

PROJECT = "project"


def start(run_id: str, **arguments: Any) -> wandb.Run:
    # Settings of its own for each run: the SDK writes into them.
    settings = wandb.Settings(
        console="off",
        silent=True,
        x_disable_stats=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
    )
    return wandb.init(project=PROJECT, id=run_id, settings=settings, **arguments)


def log_grid() -> None:
    """Six runs that differ in what filters and orders look at."""
    for index in range(6):
        run = start(
            f"grid{index}",
            name=f"grid-{index}",
            group="even" if index % 2 == 0 else "odd",
            job_type="train",
            notes=f"Number {index}.",
            tags=["baseline", f"n{index}"] if index < 3 else [f"n{index}"],
            config={
                "learning_rate": 10.0 ** -(index + 1),
                "batch_size": 2**index,
                "optimizer": {"name": "adam" if index % 2 else "sgd", "momentum": 0.9},
                "dotted.key": index,
                "value": {"value": index, "unit": "s"},
            },
        )
        for step in range(20):
            run.log({"loss": 1 / (step + 1 + index), "accuracy": step / 20, "epoch": step // 5})
        run.summary["best"] = 0.5 + index / 100
        run.finish(exit_code=3 if index == 5 else 0)


def log_numbers() -> None:
    """Values that readers tend to bend: not a number, large integers, nested and absent keys."""
    run = start("numbers", name="numbers", config={"big": 2**53 + 1, "nothing": None})
    run.log({"x": 1, "nested": {"a": 1.5, "b": {"c": 2}}})
    run.log({"x": math.nan, "only_here": True})
    run.log({"x": math.inf, "y": -math.inf})
    run.log({"big": 2**60 + 1, "text": 'häß"lich'})
    run.log({"x": 0.1, "list": [1, 2, 3]})
    run.log({"eval/loss": 0.25})
    run.finish()


def log_sparse() -> None:
    """A step axis with long gaps."""
    run = start("sparse", name="sparse")
    for step in (0, 7, 5_000, 5_001, 20_000):
        run.log({"tokens": step * 2}, step=step)
    run.finish()


def log_resumed() -> None:
    """A run that was left and taken up again."""
    run = start("resumed", name="resumed", config={"part": 1})
    for value in range(5):
        run.log({"value": value})
    run.finish()
    run = start("resumed", resume="must")
    for value in range(5, 8):
        run.log({"value": value})
    run.config.update({"part": 2}, allow_val_change=True)
    run.finish()


def log_long() -> None:
    """More rows than the official client samples."""
    run = start("long", name="long")
    for value in range(600):
        run.log({"value": value})
    run.finish()


def log_editable() -> None:
    """Runs that tests change, each its own."""
    for name in ("edit-tags", "edit-config", "edit-summary", "edit-fields", "delete-me"):
        run = start(name, name=name, tags=["first"], config={"lr": 0.1, "kept": "yes"})
        run.log({"loss": 0.5})
        run.finish()


PARTS = {
    "grid": log_grid,
    "numbers": log_numbers,
    "sparse": log_sparse,
    "resumed": log_resumed,
    "long": log_long,
    "editable": log_editable,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
