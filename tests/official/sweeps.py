"""Sweeps that the tests read and change, made by the official SDK: run this file with its variables set."""

from __future__ import annotations

import math
from typing import Any

import wandb
import wandb.agents.pyagent as pyagent

PROJECT = "sweeps"

# The agent asks for work every five seconds, of which tests have none to spare.
pyagent.Agent.HEARTBEAT_SLEEP_SECONDS = 0.2

GRID = {
    "name": "small-grid",
    "description": "Two by three.",
    "method": "grid",
    "metric": {"name": "loss", "goal": "minimize"},
    "parameters": {
        "lr": {"values": [0.1, 0.3, 0.9]},
        "optimizer": {"parameters": {"name": {"values": ["adam", "sgd"]}}},
        "epochs": {"value": 2},
    },
    "early_terminate": {"type": "hyperband", "min_iter": 3, "eta": 2},
    "note": "a key that W&B does not know",
}
BAYES = {
    "method": "bayes",
    "metric": {"name": "score", "goal": "maximize"},
    "run_cap": 2,
    "parameters": {"x": {"min": 0.0, "max": 1.0}, "n": {"min": 1, "max": 8}},
}
BARE = {"method": "random", "parameters": {"x": {"min": 0.0, "max": 1.0}}}


def settings() -> wandb.Settings:
    return wandb.Settings(
        console="off",
        silent=True,
        x_disable_stats=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
        save_code=False,
    )


def train_grid() -> None:
    run = wandb.init(settings=settings())
    number = len(run.config["optimizer"]["name"]) + run.config["lr"]
    loss = (run.config["lr"] - 0.3) ** 2 + (0.01 if run.config["optimizer"]["name"] == "sgd" else 0)
    run.log({"loss": loss + 1})
    if run.config["lr"] == 0.9:
        loss = math.nan
    run.log({"loss": loss, "number": number})
    run.finish()


def train_bayes() -> None:
    run = wandb.init(settings=settings())
    run.log({"score": run.config["x"] * run.config["n"]})
    run.finish()


def make(config: dict[str, Any]) -> str:
    return wandb.sweep(config, project=PROJECT)


def log_sweeps() -> None:
    """A grid that is through, a search that stopped at its cap, and one that nobody works on."""
    grid, bayes = make(GRID), make(BAYES)
    make(BARE)
    wandb.agent(grid, function=train_grid, project=PROJECT, count=6)
    wandb.agent(bayes, function=train_bayes, project=PROJECT, count=2)


if __name__ == "__main__":
    log_sweeps()
