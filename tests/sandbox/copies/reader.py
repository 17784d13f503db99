"""Attributes of runs that the official client reads, as JSON: run this file with its variables and `RUNS` set."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import wandb


def content(file: Any, folder: str) -> str:
    path = Path(file.download(root=folder, replace=True).name)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def versions(artifacts: Any) -> list[Any]:
    found = []
    for artifact in artifacts:
        with tempfile.TemporaryDirectory() as folder:
            files = {
                name: Path(artifact.get_entry(name).download(root=folder)).read_bytes().hex()
                for name, entry in artifact.manifest.entries.items()
                if entry.ref is None
            }
        entries = {
            name: (entry.digest, entry.ref and str(entry.ref), entry.size)
            for name, entry in artifact.manifest.entries.items()
        }
        found.append(
            [artifact.name, artifact.type, artifact.description, dict(artifact.metadata), artifact.digest,
             sorted(artifact.aliases), artifact.state, files, entries]
        )  # fmt: skip
    return sorted(found, key=str)


def read(run: Any) -> dict[str, Any]:
    config = json.loads(run.json_config)
    config.get("_wandb", {}).get("value", {}).pop("runql_copy", None)
    with tempfile.TemporaryDirectory() as folder:
        files = {file.name: (file.size, file.md5, content(file, folder)) for file in run.files()}
    return {
        "attributes": [
            run.name,
            run.state,
            run.tags,
            run.notes,
            run.group,
            run.job_type,
            run.description,
        ],
        "config": config,
        "summary": json.loads(json.dumps(dict(run.summary._json_dict))),
        "rows": [dict(row) for row in run.scan_history()],
        "last step": run.lastHistoryStep,
        "sample": run.history(samples=50, pandas=False),
        "metadata": run.metadata,
        "events": run.history(stream="events", pandas=False),
        "files": files,
        "logged": versions(run.logged_artifacts()),
        "used": [each[1:4] for each in versions(run.used_artifacts())],
    }


if __name__ == "__main__":
    api = wandb.Api()
    wanted = os.environ["RUNS"].split(",")
    # NaN and infinities are compared as texts.
    print(
        json.dumps(
            {path.rpartition("/")[2]: read(api.run(path)) for path in wanted}, sort_keys=True
        )
    )
