"""Runs with all that a copy has to hold, logged by the official SDK: run this file with its variables set."""

from __future__ import annotations

import math
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import wandb

PROJECT = "copies"
ROWS = int(os.environ.get("ROWS", "12000"))


def start(run_id: str, **arguments: Any) -> wandb.Run:
    settings = wandb.Settings(
        silent=True,
        x_disable_stats=True,
        disable_git=True,
        disable_code=True,
        disable_job_creation=True,
    )
    return wandb.init(project=PROJECT, id=run_id, settings=settings, **arguments)


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    run = start(
        "whole",
        name="Ein Läufer / 1",
        notes="*notes*",
        tags=["b", "a"],
        group="group one",
        job_type="train",
        config={"lr": 0.1, "net": {"depth": 3}, "odd key.with dots": [1, None, "é"]},
    )
    run.define_metric("best", summary="min")
    print("a line of the console")
    print("an error", file=sys.stderr)
    for step in range(ROWS):
        run.log({"loss": 1 / (step + 1), "nested": {"a": step, "b/c": -step}})
    run.log({"loss": math.nan, "best": 1, "odd key é": "text"})
    run.log({"image": wandb.Image(np.zeros((4, 4, 3), dtype=np.uint8), caption="c")})
    run.log({"table": wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, None]])})
    odd = folder / "odd näme (1).txt"
    odd.write_text("odd")
    run.save(str(odd), base_path=str(folder))
    data = wandb.Artifact("data", type="dataset", description="what it is", metadata={"n": 1})
    data.add_file(str(odd), name="in folder/odd näme.txt")
    data.add_reference("http://localhost:1/elsewhere", name="elsewhere", checksum=False)
    run.log_artifact(data, aliases=["chosen"])
    run.finish()

    run = start("Uses-it", name="uses it")
    run.use_artifact("data:chosen")
    for step in range(20):
        run.log({"x": math.inf if step % 2 else step})
    run.log({"image": wandb.Image(np.ones((4, 4, 3), dtype=np.uint8))})
    result = wandb.Artifact("result", type="dataset")
    result.add_file(str(odd), name="a.txt")
    run.log_artifact(result)
    run.finish(exit_code=3)


if __name__ == "__main__":
    main()
