"""Three runs whose configs differ in kind, logged by the official SDK: run this file with its variables set."""

from __future__ import annotations

from typing import Any

import wandb

PROJECT = "projects"

CONFIGS: list[dict[str, Any]] = [
    {"lr": 0.1, "optimizer": {"name": "adam"}, "only_one": True},
    {"lr": 0.1, "optimizer": {"name": "sgd"}},
    {"lr": "auto", "optimizer": {"name": "sgd"}},
]


def log_runs() -> None:
    for number, config in enumerate(CONFIGS):
        settings = wandb.Settings(
            console="off",
            silent=True,
            x_disable_stats=True,
            disable_git=True,
            disable_code=True,
            disable_job_creation=True,
            save_code=False,
        )
        tags = ["a", "b"] if number == 0 else ["a"] if number == 1 else []
        run = wandb.init(
            project=PROJECT, id=f"run{number}", config=config, tags=tags, settings=settings
        )
        run.log({"accuracy": number / 10})
        run.finish()


if __name__ == "__main__":
    log_runs()
