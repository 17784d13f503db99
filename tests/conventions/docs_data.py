"""The projects that the examples of the docs talk about."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import TYPE_CHECKING

import httpx
from PIL import Image

import runql_sandbox.demo as demo
from runql import Artifact

if TYPE_CHECKING:
    from runql import Api, Run
    from runql.testing import Sandbox, SandboxUser

SWEEP = {
    "name": "rates and sizes",
    "method": "random",
    "metric": {"name": "best_accuracy", "goal": "maximize"},
    "parameters": {
        "learning_rate": {"distribution": "log_uniform_values", "min": 1e-4, "max": 1.0},
        "batch_size": {"values": [32, 128]},
        "optimizer": {"parameters": {"name": {"values": ["sgd", "adam", "lion"]}}},
    },
}


def fill_project(sandbox: Sandbox, user: SandboxUser) -> None:
    """Log the demo's runs as `entity/project`, put them into a sweep, and log artifacts as `entity/data`, and `entity/media/pictures`."""
    demo.fill(sandbox.base_url, user.api_key, user.entity, project="project")
    with sandbox.api(user) as api:
        runs = [run.id for run in api.runs("entity/project", fields=["name"])]
        api.create_sweep(SWEEP, "entity/project", prior_runs=runs)
        fill_artifacts(api)
        fill_media(sandbox, user, api.create_run("media", run_id="pictures"))


def fill_artifacts(api: Api) -> None:
    """Log a data set of two versions, and a model made from it."""
    run = api.create_run("data", run_id="maker", name="maker")
    for index in range(2):
        samples = Artifact("samples", "dataset", metadata={"rows": 100 * (index + 1)})
        for part in range(3):
            content = "x,y\n" + "".join(f"{row},{row * index}\n" for row in range(100))
            with samples.new_file(f"train/part-{part}.csv") as file:
                file.write(content)
        table = json.dumps({"columns": ["name", "score"], "data": [["cat", 0.9], ["dog", 0.4]]})
        with samples.new_file("scores.table.json") as file:
            file.write(table)
        run.log_artifact(samples, tags=["clean"], aliases=[f"take-{index}"])
    trainer = api.create_run("data", run_id="trainer")
    trainer.use_artifact("samples:latest")
    model = Artifact("model", "model")
    with model.new_file("weights.txt") as file:
        file.write("0.5")
    trainer.log_artifact(model)
    for weights in ("0.1", "0.2"):
        version = Artifact("model", "model")
        with version.new_file("weights.txt") as file:
            file.write(weights)
        api.log_artifact(version, "project")


def fill_media(sandbox: Sandbox, user: SandboxUser, run: Run) -> None:
    """Log images, histograms and a table, as the SDK's protocol has it."""
    table = json.dumps({"columns": ["name", "score"], "data": [["cat", 0.9], ["dog", 0.4]]})
    rows: list[dict[str, object]] = []
    for step in range(3):
        content = BytesIO()
        Image.new("RGB", (8, 4), (step * 40,) * 3).save(content, "PNG")
        image = {
            **logged(run, f"media/images/sample_{step}.png", content.getvalue()),
            "_type": "image-file",
            "width": 8,
            "height": 4,
            "format": "png",
            "caption": f"sample {step}",
        }
        counts = {"_type": "histogram", "values": [1, step, 3], "bins": [0.0, 0.5, 1.0, 1.5]}
        rows.append({"_step": step, "sample": image, "gradients": counts})
    rows[-1]["predictions"] = {
        **logged(run, "media/table/predictions_2.table.json", table.encode()),
        "_type": "table-file",
        "ncols": 2,
        "nrows": 2,
    }
    stream = {
        "files": {
            "wandb-history.jsonl": {"offset": 0, "content": [json.dumps(row) for row in rows]},
            "wandb-summary.json": {"offset": 0, "content": [json.dumps(rows[-1])]},
        },
        "complete": True,
        "exitcode": 0,
    }
    url = f"{sandbox.base_url}/files/{'/'.join(run.path)}/file_stream"
    httpx.post(url, json=stream, auth=("api", user.api_key), timeout=60).raise_for_status()


def logged(run: Run, name: str, content: bytes) -> dict[str, object]:
    run.upload_file(content, name)
    return {"path": name, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
