"""Artifacts that the tests read, logged by the official SDK: run this file with its variables set.

Parts may be named as arguments; without, those are logged that tell nothing of the machine.
"""

from __future__ import annotations

import io
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import wandb
from wandb import data_types

PROJECT = "artifacts"
LARGE = 33 * 2**20
MANY = 40
HASHED = 6


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


def log_versions() -> None:
    """Three versions of a data set that differ in files, aliases, tags and metadata."""
    run = start("maker", name="maker", job_type="prepare")
    for index in range(3):
        artifact = wandb.Artifact(
            "ds",
            "dataset",
            description=f"Number {index}.",
            metadata={"index": index, "nested": {"share": 0.5}, "words": ["a", "b"]},
        )
        with tempfile.TemporaryDirectory() as folder:
            for name, text in contents(index).items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            artifact.add_dir(folder)
        aliases = ["best"] if index == 0 else [f"number-{index}"]
        tags = ["gold"] if index == 0 else ["silver", "checked"]
        run.log_artifact(artifact, aliases=aliases, tags=tags).wait()
    run.finish()


def contents(index: int) -> dict[str, str]:
    """The files of a version."""
    return {
        "a.txt": "the same in all",
        "sub/b.txt": f"number {index}\n" * 50,
        "sub/deep/c d.txt": "spaces",
        "sub/é:ü.txt": "letters",
        "empty": "",
    }


def log_lineage() -> None:
    """A model made from the data, a report made from the model, and a link to the model."""
    run = start("trainer", name="trainer", job_type="train")
    run.use_artifact("ds:latest")
    model = wandb.Artifact("model", "model", metadata={"accuracy": 0.9})
    with model.new_file("weights.txt") as file:
        file.write("weights")
    run.log_artifact(model).wait()
    run.link_artifact(model, f"{PROJECT}/candidates", aliases=["candidate"])
    run.finish()
    for index in range(3):
        run = start(f"reader{index}", name=f"reader-{index}", job_type="evaluate")
        run.use_artifact("model:latest")
        if index == 0:
            report = wandb.Artifact("report", "report")
            with report.new_file("report.md") as file:
                file.write("# Good")
            run.log_artifact(report).wait()
        run.finish()


def log_many() -> None:
    """Many small files."""
    drawn = random.Random(1)
    run = start("many")
    artifact = wandb.Artifact("many", "dataset")
    for index in range(MANY):
        with artifact.new_file(f"part-{index % 4}/{index:03}.bin", "wb") as file:
            file.write(drawn.randbytes(2000))
    run.log_artifact(artifact).wait()
    run.finish()


def log_large() -> None:
    """A file that is fetched in parts, and a small one."""
    run = start("large")
    artifact = wandb.Artifact("large", "dataset")
    with artifact.new_file("large.bin", "wb") as file:
        file.write(random.Random(2).randbytes(LARGE))
    with artifact.new_file("small.txt") as file:
        file.write("small")
    run.log_artifact(artifact).wait()
    run.finish()


def log_references() -> None:
    """References to a file, to an address, to a file of another artifact, and to what is gone.

    `RUNQL_REFERENCES` is a folder to refer to, `RUNQL_ADDRESS` where its files are served.
    """
    folder, address = Path(os.environ["RUNQL_REFERENCES"]), os.environ["RUNQL_ADDRESS"]
    run = start("references")
    source = wandb.Artifact("source", "dataset")
    with source.new_file("inner/file.txt") as file:
        file.write("in another artifact")
    source = run.log_artifact(source).wait()
    artifact = wandb.Artifact("references", "dataset")
    artifact.add_reference(f"file://{folder}/local.txt", name="local.txt")
    artifact.add_reference(f"{address}/remote.txt", name="remote.txt")
    artifact.add_reference(source.get_entry("inner/file.txt").ref_url(), name="other.txt")
    artifact.add_reference(f"file://{folder}/gone.txt", name="gone.txt")
    artifact.add_reference("hdfs://host/key", name="tracked.bin")
    run.log_artifact(artifact).wait()
    run.finish()


def log_values() -> None:
    """A table and an image, added as values."""
    run = start("values")
    artifact = wandb.Artifact("values", "dataset")
    artifact.add(
        wandb.Table(columns=["name", "score"], data=[["a", 1.5], ["b", 2.0]]), "rows/table"
    )
    artifact.add(wandb.Image(np.full((4, 6, 3), 9, dtype=np.uint8), caption="grey"), "picture")
    logged = run.log_artifact(artifact)
    logged.wait()
    log_more_values(run, logged)
    log_hashed_otherwise(run)
    run.finish()


def log_hashed_otherwise(run: wandb.Run) -> None:
    """Files whose digests are XXH128, and a reference to one of this machine's."""
    artifact = wandb.Artifact("hashed", "dataset", digest_algorithm="XXH128")
    for index in range(HASHED):
        with artifact.new_file(f"{index}.bin", "wb") as file:
            file.write(random.Random(index).randbytes(3000))
    artifact.add_reference(f"file://{os.environ['RUNQL_REFERENCES']}/local.txt", name="local.txt")
    run.log_artifact(artifact).wait()


def log_more_values(run: wandb.Run, values: wandb.Artifact) -> None:
    """Every other type that the SDK reads with `get`: parts, joined tables, and media."""
    artifact = wandb.Artifact("more-values", "dataset")
    for index in range(2):
        part = wandb.Table(columns=["name", "n"], data=[[f"r{index}", index]])
        artifact.add(part, f"parts/{index}")
    artifact.add(data_types.PartitionedTable("parts"), "whole")
    other = wandb.Table(columns=["key", "rank"], data=[["a", 1], ["c", 3]])
    mine = wandb.Table(columns=["name", "n"], data=[["a", 10], ["b", 20]])
    artifact.add(data_types.JoinedTable(mine, other, ["name", "key"]), "joined")
    artifact.add(
        data_types.JoinedTable(values.get_entry("rows/table.table.json"), mine, "name"), "across"
    )
    artifact.add(data_types.Classes([{"id": 1, "name": "cat"}]), "classes")
    folder = Path(tempfile.mkdtemp())
    for name in ("sound.wav", "film.mp4"):
        (folder / name).write_bytes(b"content of " + name.encode())
    artifact.add(wandb.Audio(str(folder / "sound.wav"), caption="beep"), "sound")
    artifact.add(wandb.Video(str(folder / "film.mp4")), "film")
    artifact.add(wandb.Html("<p>words</p>", inject=False), "page")
    artifact.add(wandb.Object3D(np.zeros((2, 3))), "cloud")
    artifact.add(wandb.Molecule(io.StringIO("ATOM"), file_type="pdb"), "molecule")
    mask = {"mask_data": np.ones((4, 6), dtype=np.uint8), "class_labels": {1: "cat"}}
    box = {"position": {"minX": 0, "maxX": 1, "minY": 0, "maxY": 1}, "class_id": 1}
    artifact.add(
        wandb.Image(
            np.zeros((4, 6, 3), dtype=np.uint8),
            masks={"seen": mask},
            boxes={"seen": {"box_data": [box], "class_labels": {1: "cat"}}},
        ),
        "masked",
    )
    run.log_artifact(artifact).wait()


PARTS = {
    "values": log_values,
    "versions": log_versions,
    "lineage": log_lineage,
    "many": log_many,
    "large": log_large,
    "references": log_references,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or ["versions", "lineage"]:
        PARTS[part]()
