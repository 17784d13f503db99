"""Log parts with whichever SDK the interpreter has: run as a script with the names of steps.

The script keeps to what every SDK since 0.16 knows. Parts that need several processes (a resumed run, two writers of
one run) have a step for each.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import wandb

from tests.witness.values import EXPECTED, PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS: dict[str, Callable[[], None]] = {}


def step(function: Callable[[], None]) -> Callable[[], None]:
    """Register a step under the function's name."""
    STEPS[function.__name__.replace("_", "-")] = function
    return function


def start(run_id: str, **arguments: Any) -> Any:
    return wandb.init(project=PROJECT, id=run_id, **arguments)


@step
def init() -> None:
    facts = EXPECTED["init"]
    start(
        "init",
        **{name: facts[name] for name in ("name", "group", "job_type", "notes", "tags")},
    ).finish()


@step
def log() -> None:
    run = start("log")
    for row in EXPECTED["log"]["rows"]:
        run.log({key: value for key, value in row.items() if key != "_step"}, step=row["_step"])
    run.finish()


@step
def nested() -> None:
    run = start("nested")
    run.log({"train": {"loss": 1.0, "parts": {"a": 2.0}}, "several": [1, 2, 3]})
    run.log({"train": {"loss": 0.5, "parts": {"a": 1.0}}, "several": [4]})
    run.finish()


@step
def media() -> None:
    import numpy as np

    run = start("media")
    color = bytes.fromhex(EXPECTED["media"]["pixels"])
    pixels = np.broadcast_to(np.frombuffer(color, dtype=np.uint8), (3, 4, 3))
    histogram = wandb.Histogram(np_histogram=(np.array([1, 2, 1]), np.array([0.0, 1.0, 2.0, 3.0])))
    run.log({"picture": wandb.Image(np.ascontiguousarray(pixels)), "spread": histogram})
    run.finish()


@step
def table() -> None:
    facts = EXPECTED["table"]
    run = start("table")
    run.log({"results": wandb.Table(columns=facts["columns"], data=facts["data"])})
    run.finish()


@step
def summary() -> None:
    run = start("summary")
    run.define_metric("low", summary="min")
    for low in (1.5, 0.5, 1.0):
        run.log({"low": low, "loss": low})
    run.summary["best"] = 0.25
    run.summary.update({"named": "text", "deep": {"inner": 3}})
    run.finish()


@step
def config() -> None:
    facts = EXPECTED["config"]
    first = {name: facts[name] for name in ("lr", "layers", "optimizer")}
    run = start("config", config={**first, "epochs": 10})
    run.config.update({"epochs": facts["epochs"]}, allow_val_change=True)
    run.config["late"] = facts["late"]
    run.finish()


@step
def files() -> None:
    run = start("files")
    save(run, EXPECTED["files"])
    run.finish()


def save(run: Any, contents: dict[str, str]) -> None:
    for name, text in contents.items():
        path = Path("saved", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        run.save(str(path), base_path="saved", policy="end")


@step
def artifact() -> None:
    run = start("artifact")
    log_version(run, 0, ("one\n", "two\n"))
    last = log_version(run, 1, tuple(EXPECTED["artifact"]["entries"].values()))
    run.link_artifact(last, f"{run.entity}/{PROJECT}/chosen", aliases=["production"])
    run.finish()


def log_version(run: Any, version: int, texts: tuple[str, ...]) -> Any:
    facts = EXPECTED["artifact"]
    made = wandb.Artifact(
        "numbers", "dataset", description=facts["description"], metadata=facts["metadata"]
    )
    for name, text in zip(facts["entries"], texts, strict=True):
        path = Path("made", str(version), name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        made.add_file(str(path), name=name)
    return run.log_artifact(made, aliases=["latest", "best"]).wait()


@step
def artifact_user() -> None:
    run = start("artifact-user")
    used = run.use_artifact("numbers:best")
    folder = Path(used.download("used"))
    found = {name: (folder / name).read_text() for name in EXPECTED["artifact"]["entries"]}
    assert found == EXPECTED["artifact"]["entries"], found
    run.finish()


@step
def resume() -> None:
    run = start("resume", config={"first": 1})
    run.log({"value": 1})
    run.log({"value": 2})
    run.summary["kept"] = "yes"
    run.finish()


@step
def resume_again() -> None:
    run = start("resume", resume="must", config={"second": 2})
    assert run.resumed
    run.log({"value": 3})
    run.finish()


@step
def offline() -> None:
    run = start("offline", mode="offline", config={"where": "offline"})
    run.log({"value": 10})
    run.log({"value": 20})
    save(run, EXPECTED["offline"]["files"])
    run.finish()


@step
def offline_sync() -> None:
    (folder,) = Path(os.environ["WANDB_DIR"], "wandb").glob("offline-run-*-offline")
    command = Path(sys.executable).with_name("wandb")
    subprocess.run([command, "sync", str(folder)], check=True, timeout=120)


@step
def console() -> None:
    os.environ.update(WANDB_CONSOLE="wrap", WANDB_SILENT="false")
    run = start("console")
    for line in EXPECTED["console"]["lines"]:
        print(line)
    run.finish()


@step
def finish_well() -> None:
    start("finish-well").log({"value": 1})


@step
def finish_badly() -> None:
    start("finish-badly").log({"value": 1})
    sys.exit(3)


@step
def fork() -> None:
    run = start("parent", config={"first": 1})
    for value in range(1, 5):
        run.log({"value": value})
    run.finish()


@step
def fork_again() -> None:
    run = wandb.init(project=PROJECT, id="fork", fork_from="parent?_step=1")
    for value in (30, 40):
        run.log({"value": value})
    run.finish()


@step
def rewind() -> None:
    run = start("rewind", config={"first": 1})
    for value in range(1, 5):
        run.log({"value": value})
    run.finish()


@step
def rewind_again() -> None:
    run = wandb.init(project=PROJECT, resume_from="rewind?_step=1")
    run.log({"value": 30})
    run.finish()


@step
def shared_first() -> None:
    share("first", primary=True)


@step
def shared_second() -> None:
    share("second", primary=False)


def share(writer: str, *, primary: bool) -> None:
    settings = wandb.Settings(
        mode="shared", x_label=writer, x_primary=primary, x_update_finish_state=primary
    )
    run = wandb.init(project=PROJECT, id="shared", settings=settings)
    # The two write at the same time, and the primary one ends the run last, as it should.
    meet("begin", writer)
    for value in EXPECTED["shared"][writer]:
        run.log({writer: value})
        time.sleep(0.2)
    if not primary:
        run.finish()
    meet("end", writer)
    if primary:
        run.finish()


def meet(where: str, writer: str) -> None:
    """Wait until the other writer has come as far."""
    folder = Path.cwd().parent
    (folder / f"{where}-{writer}").touch()
    deadline = time.monotonic() + 120
    while any(not (folder / f"{where}-{other}").exists() for other in ("first", "second")):
        assert time.monotonic() < deadline, f"the other writer does not {where}"
        time.sleep(0.05)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        STEPS[name]()
