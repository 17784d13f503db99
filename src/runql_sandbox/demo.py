"""A small project to look at: runs of a made-up training, written as the SDK's protocol has it."""

from __future__ import annotations

import itertools
import json
import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PROJECT", "demo_runs", "fill", "log_run"]

PROJECT = "mnist"
"""Name of the project that `fill` makes unless told otherwise."""

_STEPS = 200

_UPSERT = """
mutation UpsertBucket($input: UpsertBucketInput!) {
  upsertBucket(input: $input) { bucket { id name } inserted }
}
"""


@dataclass(frozen=True, slots=True)
class DemoRun:
    """One made-up training."""

    number: int
    learning_rate: float
    batch_size: int
    optimizer: str

    @property
    def id(self) -> str:
        """Id of the run."""
        return f"demo{self.number:04d}"

    @property
    def fails(self) -> bool:
        """Whether the training diverges: too large a step for too small a batch."""
        return self.learning_rate >= 0.3 and self.batch_size <= 32

    def config(self) -> str:
        """The config as the wire has it."""
        values = {
            "learning_rate": self.learning_rate,
            "batch_size": self.batch_size,
            "optimizer": {"name": self.optimizer, "momentum": 0.9},
        }
        wrapped: dict[str, object] = {key: {"value": value} for key, value in values.items()}
        wrapped["_wandb"] = {"value": {"t": {"5": "0.31.0"}, "m": []}}
        return json.dumps(wrapped)

    def rows(self, start: float) -> Iterator[dict[str, float | int]]:
        """The history, one row a step."""
        noise = random.Random(self.number)  # noqa: S311 - wiggles in a curve
        speed = 40 / (1 + 400 * self.learning_rate) + self.batch_size / 16
        for step in range(_STEPS // 4 if self.fails else _STEPS):
            loss = 0.05 + 2.3 * math.exp(-step / speed) + noise.gauss(0, 0.01)
            if self.fails and step > 30:
                loss = math.nan
            yield {
                "loss": loss,
                "accuracy": 0.1 if math.isnan(loss) else max(0.0, 1 - loss / 2.5),
                "epoch": step // 20,
                "_step": step,
                "_runtime": step * 0.5,
                "_timestamp": start + step * 0.5,
            }


def demo_runs() -> Iterator[DemoRun]:
    """Return every run of the project."""
    grid = itertools.product((0.0003, 0.003, 0.03, 0.3), (32, 128), ("sgd", "adam", "lion"))
    for number, (rate, size, optimizer) in enumerate(grid):
        yield DemoRun(number, rate, size, optimizer)


def fill(base_url: str, api_key: str, entity: str, project: str = PROJECT) -> None:
    """Log the runs to a server; those that it has are written over with the same content."""
    with httpx.Client(base_url=base_url, auth=("api", api_key), timeout=60) as client:
        for run in demo_runs():
            log_run(client, entity, project, run)


def log_run(client: httpx.Client, entity: str, project: str, run: DemoRun) -> None:
    """Log one run to a server.

    Raises:
        RuntimeError: If the server refused it.
    """
    fields = {
        "entityName": entity,
        "modelName": project,
        "name": run.id,
        "displayName": f"{run.optimizer}-{run.number}",
        "groupName": run.optimizer,
        "jobType": "train",
        "config": run.config(),
        "tags": ["baseline"] if run.optimizer == "sgd" else [],
    }
    response = client.post("/graphql", json={"query": _UPSERT, "variables": {"input": fields}})
    response.raise_for_status()
    if errors := response.json().get("errors"):
        raise RuntimeError(f"The demo run {run.id} was refused: {errors[0]['message']}")
    rows = list(run.rows(start=1_790_000_000.0 + 600 * run.number))
    summary = {**rows[-1], "best_accuracy": max(row["accuracy"] for row in rows)}
    stream = {
        "files": {
            "wandb-history.jsonl": {"offset": 0, "content": [json.dumps(row) for row in rows]},
            "wandb-summary.json": {"offset": 0, "content": [json.dumps(summary)]},
        },
        "complete": True,
        "exitcode": 1 if run.fails else 0,
    }
    path = f"/files/{entity}/{project}/{run.id}/file_stream"
    client.post(path, json=stream).raise_for_status()
