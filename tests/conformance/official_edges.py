"""Edge cases of histories and console logs that `wandb.Api` reads: printed as JSON. Run as a script."""

from __future__ import annotations

import json
import sys

import wandb


def read(path: str) -> dict[str, object]:
    api = wandb.Api()
    runs = {name: api.run(f"{path}/{name}") for name in ("odd", "killed", "long", "failed")}
    printed = {name: api.run(f"{path}/{name}") for name in ("redirected", "raw", "parts")}
    return {
        "odd": list(runs["odd"].scan_history(use_cache=False)),
        "killed": list(runs["killed"].scan_history(page_size=10**6, use_cache=False)),
        "failed": [runs["failed"].state, *runs["failed"].scan_history(use_cache=False)],
        "bounded": list(runs["odd"].scan_history(min_step=4, max_step=60, use_cache=False)),
        "number": list(runs["odd"].scan_history(keys=["number"], use_cache=False)),
        "dotted": list(runs["odd"].scan_history(keys=["nested.b.c"], use_cache=False)),
        "unicode": list(runs["odd"].scan_history(keys=["größe/μ"], use_cache=False)),
        "samples": [row["_step"] for row in runs["long"].history(samples=700, pandas=False)],
        "sampled": [
            [row["_step"], row["thousands"]]
            for row in runs["long"].history(samples=700, keys=["thousands"], pandas=False)
        ],
        "count": sum(1 for _ in runs["long"].scan_history(use_cache=False)),
        "consoles": {
            name: [
                [
                    line.number,
                    line.timestamp.isoformat() if line.timestamp else None,
                    line.level,
                    line.label,
                    line.content,
                ]
                for line in run.console_logs()
            ]
            for name, run in printed.items()
        },
    }


if __name__ == "__main__":
    json.dump(read(sys.argv[1]), sys.stdout, default=str)
