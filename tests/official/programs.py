"""Data that the programs of `tests/compat` read and edit, logged by the official SDK: run this file with its variables set."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import wandb
import wandb.agents.pyagent as pyagent
import wandb_workspaces.reports.v2 as wr

PROJECT = "programs"

# The agent asks for work every five seconds, of which tests have none to spare.
pyagent.Agent.HEARTBEAT_SLEEP_SECONDS = 0.1

SWEEP = {
    "name": "rates",
    "method": "grid",
    "metric": {"name": "val_loss", "goal": "minimize"},
    "parameters": {"lr": {"values": [0.1, 0.4, 0.2]}, "layers": {"value": 3}},
}


def start(**arguments: Any) -> wandb.Run:
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
    return wandb.init(project=PROJECT, settings=settings, **arguments)


def log_trainings(folder: str) -> None:
    """Runs that differ in what tables, filters and curves look at; the last one failed."""
    for index in range(5):
        run = start(
            id=f"train{index}",
            name=f"train-{index}",
            group="adam" if index % 2 else "sgd",
            job_type="train",
            notes=f"Number {index}.",
            tags=["baseline", "v1"] if index < 3 else ["v2"],
            config={
                "learning_rate": 10.0 ** -(index + 1),
                "batch_size": 2 ** (index + 3),
                "optimizer": {"name": "adam" if index % 2 else "sgd", "momentum": 0.9},
                "seed": 7,
            },
        )
        for step in range(30):
            row: dict[str, Any] = {"loss": 2 / (step + 1 + index), "epoch": step // 10}
            if step % 5 == 0:
                row["val_loss"] = 2.5 / (step + 1 + index)
                row["eval/accuracy"] = step / 30 + index / 100
            run.log(row)
        run.summary["best_accuracy"] = 0.8 + index / 100
        run.summary["timing"] = {"data": 0.5, "model": {"forward": 1.5}}
        if index == 0:
            log_files(run, folder)
        if index < 3:
            log_model(run, index)
        run.finish(exit_code=3 if index == 4 else 0)


def log_files(run: wandb.Run, folder: str) -> None:
    """Checkpoints and notes, which must be in the folder until the run has ended."""
    contents = {
        "notes.txt": "first line\nsecond line\n",
        "results.json": '{"f1": 0.75, "classes": ["cat", "dog"]}',
        "ckpt/step_10.ckpt": "weights of step 10",
        "ckpt/step_20.ckpt": "weights of step 20",
    }
    for name, text in contents.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        run.save(path, base_path=folder, policy="now")
    run.log({"predictions": wandb.Table(["name", "score"], [["cat", 0.9], ["dog", 0.4]])})
    data = wandb.Artifact("corpus", "dataset", description="Words.", metadata={"rows": 2})
    data.add_dir(folder)
    data.add(wandb.Table(["word", "count"], [["the", 10], ["a", 7]]), "words")
    run.log_artifact(data, aliases=["clean"]).wait()


def log_model(run: wandb.Run, index: int) -> None:
    """A version of the model, made from the data."""
    run.use_artifact("corpus:latest")
    model = wandb.Artifact(
        "model", "model", metadata={"accuracy": 0.8 + index / 100, "index": index}
    )
    with model.new_file("weights.txt") as file:
        file.write(f"weights {index}")
    with model.new_file("meta/config.json") as file:
        file.write(f'{{"index": {index}}}')
    aliases = ["best"] if index == 1 else []
    run.log_artifact(model, aliases=aliases, tags=["released"] if index else []).wait()


def log_others() -> None:
    """A run longer than a sample, and runs to edit and to delete."""
    run = start(id="long", name="long", job_type="long")
    for step in range(700):
        run.log({"loss": 1 / (step + 1), "tokens": step * 100})
    run.finish()
    for name in ("edit0", "edit1", "edit2", "old0", "old1"):
        run = start(id=name, name=name, job_type=name[:-1], tags=["first"], config={"lr": 0.1})
        run.log({"loss": 0.5})
        run.finish()


def train() -> None:
    run = start()
    for step in range(3):
        run.log({"val_loss": abs(run.config["lr"] - 0.2) + 1 / (step + 1)})
    run.finish()


def log_sweep() -> None:
    """A sweep that is through."""
    wandb.agent(wandb.sweep(SWEEP, project=PROJECT), function=train, project=PROJECT, count=3)


def log_report() -> None:
    """A report with a grid of panels."""
    entity = os.environ["WANDB_ENTITY"]
    runs = wr.Runset(project=PROJECT, entity=entity, name="Trainings", filters="Tags in ['v1']")
    report = wr.Report(
        project=PROJECT, entity=entity, title="What we found", description="All of it."
    )
    report.blocks = [
        wr.H1("Losses"),
        wr.P("They fall."),
        wr.PanelGrid(runsets=[runs], panels=[wr.LinePlot(title="Loss", x="Step", y=["loss"])]),
    ]
    report.save()


PARTS = ("trainings", "others", "sweep")
"""Data that separate processes may log at the same time."""

if __name__ == "__main__":
    parts = sys.argv[1:] or PARTS
    if "trainings" in parts:
        with tempfile.TemporaryDirectory() as folder:
            log_trainings(folder)
    if "others" in parts:
        log_others()
    if "sweep" in parts:
        log_sweep()
        log_report()
