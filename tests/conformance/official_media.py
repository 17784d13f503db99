"""Media and tables that `wandb.Api` reads: printed as JSON, for the comparison with runql. Run as a script."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import wandb


def digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def cell(value: Any) -> Any:
    if isinstance(value, wandb.Image | wandb.Html):
        return {"sha256": digest(value._path)}
    if hasattr(value, "tolist"):
        return value.tolist()
    return value.isoformat() if hasattr(value, "isoformat") else value


def table_of(artifact: wandb.Artifact) -> Any:
    key = artifact.name.partition("-")[2].partition("-")[2].partition(":")[0]
    table = artifact.get(key)
    return {"columns": table.columns, "data": [[cell(each) for each in row] for row in table.data]}


def read(path: str) -> dict[str, Any]:
    api = wandb.Api()
    runs = {run.id: run for run in api.runs(path)}
    files = {
        run.id: {
            file.name: digest(file.download(root=f"files/{run.id}").name) for file in run.files()
        }
        for run in runs.values()
    }
    tables = {
        artifact.name: table_of(artifact)
        for artifact in runs["tables"].logged_artifacts()
        if artifact.type == "run_table"
    }
    histories = {name: list(run.scan_history(use_cache=False)) for name, run in runs.items()}
    return {"files": files, "tables": tables, "histories": histories}


if __name__ == "__main__":
    json.dump(read(sys.argv[1]), sys.stdout)
