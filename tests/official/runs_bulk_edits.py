"""Runs that tests change many at a time, logged by the official SDK: run this file with its variables set."""

from __future__ import annotations

import wandb

PROJECT = "many-edits"


def main() -> None:
    """Runs in four groups, one for each kind of change."""
    for group in ("tagged", "saved", "deleted", "refused"):
        for index in range(3):
            run = wandb.init(
                project=PROJECT,
                id=f"{group}{index}",
                name=f"{group}-{index}",
                group=group,
                tags=["old", "seen"] if index == 1 else ["old"],
                config={"lr": 0.1 * (index + 1)},
                settings=wandb.Settings(
                    console="off",
                    silent=True,
                    x_disable_stats=True,
                    disable_git=True,
                    disable_code=True,
                    disable_job_creation=True,
                    save_code=False,
                ),
            )
            run.log({"loss": 1.0 / (index + 1)})
            run.finish()


if __name__ == "__main__":
    main()
