"""Runs that differ in what their values are, logged by the official SDK: run this file with its variables set."""

from __future__ import annotations

import math
from typing import Any

import wandb

PROJECT = "exports"


def start(run_id: str, **arguments: Any) -> wandb.Run:
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


def main() -> None:
    run = start("plain", name="plain", tags=["first"], config={"lr": 0.1, "net": {"depth": 3}})
    for step in range(30):
        run.log({"loss": 1 / (step + 1), "epoch": step // 10})
    run.finish()

    run = start("mixed", name="mixed", config={"lr": "auto", "net": "small"})
    run.log({"loss": math.nan, "epoch": 0.5})
    run.log({"loss": math.inf, "count": 2**60 + 1})
    run.log({"loss": -math.inf, "text": 'a "quoted", text\nof two lines'})
    run.log({"loss": 0.25, "flag": True})
    run.finish()

    run = start("Capital", name="capital", config={"layers": [1, 2]})
    run.log({"loss": "diverged", "list": [1, 2, 3]})
    run.log({"loss": 2, "count": 3, "nested": {"a": 1.5, "b": {"c": 2}}})
    run.finish()

    start("empty", name="empty").finish()


if __name__ == "__main__":
    main()
