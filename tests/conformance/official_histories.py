"""Histories that `wandb.Api` reads: printed as JSON, for the comparison with runql. Run as a script."""

from __future__ import annotations

import json
import sys
from typing import Any

import wandb


def read(spec: dict[str, Any]) -> dict[str, object]:
    api = wandb.Api()
    runs = {name: api.run(f"{spec['path']}/{name}") for name in spec["runs"]}
    exports = runs["long"].download_history_exports(spec["folder"], require_complete_history=True)
    return {
        "rows": {name: list(run.scan_history(use_cache=False)) for name, run in runs.items()},
        "keyed": [
            list(runs[name].scan_history(keys=keys, use_cache=False))
            for name, keys in spec["keyed"]
        ],
        "bounded": list(runs["resumed"].scan_history(min_step=30, max_step=92, use_cache=False)),
        "beta": list(runs["gaps"].beta_scan_history(use_cache=False)),
        "sampled": {name: run.history(pandas=False) for name, run in runs.items()},
        "system": runs["measured"].history(stream="system", pandas=False),
        "many": [
            row
            for row in api.runs(spec["path"], per_page=2).histories(samples=1000, keys=["loss"])
            if isinstance(row, dict)
        ],
        "files": [str(path) for path in exports.paths],
    }


if __name__ == "__main__":
    json.dump(read(json.load(sys.stdin)), sys.stdout, default=str)
