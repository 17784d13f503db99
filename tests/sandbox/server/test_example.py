"""The example that people come with runs as written, on what the official SDK logged, a sweep and its agent included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql import Api, Run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

LOG = """
import os, wandb
import wandb.agents.pyagent as pyagent
pyagent.Agent.HEARTBEAT_SLEEP_SECONDS = 0.2

def train():
    with wandb.init(project="project", settings=wandb.Settings(console="off", silent=True)) as run:
        rate = run.config["learning_rate"]
        for step in range(3):
            run.log({"loss": 1 / (step + 1), "accuracy": 1 - rate - step / 100})

for version in range(2):
    with wandb.init(project="project", settings=wandb.Settings(console="off", silent=True)) as run:
        model = wandb.Artifact("model", "model")
        with model.new_file("weights.txt") as file:
            file.write(f"version {version}")
        run.log_artifact(model)

config = {
    "method": "grid",
    "metric": {"name": "accuracy", "goal": "maximize"},
    "parameters": {"learning_rate": {"values": [0.0001, 0.01, 0.1]}},
}
sweep = wandb.sweep(config, project="project")
wandb.agent(sweep, train, project="project", count=3)
print("SWEEP", sweep)
"""

EXAMPLE = """
from runql import Api
api = Api()
runs = api.runs(path="entity/project", filters={"state": "finished", "config.learning_rate": {"$gte": 0.001}})
for run in runs:
    print(run.name, run.summary.get("accuracy"))
    history = run.history(keys=["loss", "accuracy"])
    run.tags.append("reviewed"); run.update()
artifact_dir = api.artifact("entity/project/model:v1").download()
best_run = api.sweep("entity/project/sweep_id").best_run()
"""


def test_the_example_runs_as_written(
    sandbox: Sandbox,
    user: SandboxUser,
    official: Official,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sweep = official(LOG).rpartition("SWEEP ")[2].strip()
    for name, value in sandbox.environment(user).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(EXAMPLE.replace("entity/", f"{user.entity}/").replace("sweep_id", sweep), names)
    api = names["api"]
    assert isinstance(api, Api)
    with api:
        reviewed = api.runs("project", {"tags": "reviewed"})
        assert sorted(run.config["learning_rate"] for run in reviewed) == [0.01, 0.1]  # type: ignore[type-var]
    history, best = names["history"], names["best_run"]
    assert list(history.columns) == ["_step", "loss", "accuracy"]  # type: ignore[attr-defined]
    assert len(history) == 3  # type: ignore[arg-type]
    assert isinstance(best, Run)
    assert best.config["learning_rate"] == 0.0001
    folder = names["artifact_dir"]
    assert (tmp_path / folder / "weights.txt").read_text() == "version 1"  # type: ignore[operator]
