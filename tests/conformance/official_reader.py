"""Attributes that `wandb.Api` reads: printed as JSON, for the comparison with runql. Run as a script."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import wandb

if TYPE_CHECKING:
    from wandb.apis.public import Run

ATTRIBUTES = (
    "id",
    "name",
    "state",
    "group",
    "job_type",
    "tags",
    "notes",
    "description",
    "entity",
    "project",
    "storage_id",
    "path",
    "url",
    "sweep_name",
    "commit",
    "read_only",
    "created_at",
    "heartbeat_at",
    "history_line_count",
    "lastHistoryStep",
)


def attributes(run: Run) -> dict[str, object]:
    return {
        **{name: getattr(run, name) for name in ATTRIBUTES},
        "username": run.user.username,
        "config": run.config,
        "raw_config": run.rawconfig,
        "summary": run.summary_metrics,
    }


def read(spec: dict[str, Any]) -> dict[str, object]:
    api = wandb.Api()
    path = str(spec["path"])
    found = {run.id: run for run in api.runs(path, lazy=False)}
    loaded = {name: api.run(f"{path}/{name}") for name in found}
    return {
        "attributes": {name: attributes(run) for name, run in loaded.items()},
        "listed": [
            [run.id for run in api.runs(path, filters=listing["filters"], order=listing["order"])]
            for listing in spec["listings"]
        ],
        "counted": [
            len(api.runs(path, filters=listing["filters"])) for listing in spec["listings"]
        ],
        "rows": {name: list(run.scan_history(use_cache=False)) for name, run in loaded.items()},
        "keyed": {
            name: list(loaded[name].scan_history(keys=keys, use_cache=False))
            for name, keys in spec["keys"].items()
        },
        "long": len(api.run(f"{path}/long").history(samples=500)),
        "viewer": {"username": api.viewer.username, "entity": api.viewer.entity},
        "projects": [project.name for project in api.projects(spec["entity"])],
        "metadata": {name: run.metadata for name, run in loaded.items()},
    }


if __name__ == "__main__":
    json.dump(read(json.load(sys.stdin)), sys.stdout, default=str)
