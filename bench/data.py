"""The data of the benchmarks, logged by the SDK's protocol: the official SDK would take an hour for it."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import httpx

from bench.work import RUNS, SCAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from runql.testing import Sandbox

UPSERT = """
mutation UpsertBucket($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }
"""

METRICS = [f"metric{index}" for index in range(10)]


def fill(sandbox: Sandbox, runs: int, rows: int) -> None:
    """Log `runs` runs with config and summary, and two long runs: one exported, one live."""
    with httpx.Client(
        base_url=sandbox.base_url, auth=("api", sandbox.api_key), timeout=600
    ) as client:
        noise = random.Random(0)
        for index in range(runs):
            run = f"run{index:05d}"
            config = {f"key{i}": {"value": noise.random()} for i in range(20)}
            config["lr"] = {"value": noise.random()}
            create(client, sandbox.entity, RUNS, run, config)
            summary = {f"metric{i}": noise.random() for i in range(20)} | {"loss": noise.random()}
            lines = {"wandb-summary.json": {"offset": 0, "content": [json.dumps(summary)]}}
            stream(client, f"{sandbox.entity}/{RUNS}/{run}", {"files": lines})
        for run in ("scan", "live"):
            create(client, sandbox.entity, SCAN, run, {})
            for offset, chunk in chunks(rows):
                lines = {"wandb-history.jsonl": {"offset": offset, "content": chunk}}
                stream(client, f"{sandbox.entity}/{SCAN}/{run}", {"files": lines})
        end = {"complete": True, "exitcode": 0}
        stream(client, f"{sandbox.entity}/{SCAN}/scan", end)


def chunks(rows: int) -> Iterator[tuple[int, list[str]]]:
    """Give the history in parts of 5,000 lines, each with its offset."""
    noise = random.Random(1)
    for offset in range(0, rows, 5000):
        chunk = []
        for step in range(offset, min(offset + 5000, rows)):
            row: dict[str, float] = {name: noise.random() for name in METRICS}
            chunk.append(
                json.dumps({**row, "_step": step, "_runtime": step / 10, "_timestamp": 1.79e9})
            )
        yield offset, chunk


def create(
    client: httpx.Client, entity: str, project: str, run: str, config: Mapping[str, object]
) -> None:
    fields = {
        "entityName": entity,
        "modelName": project,
        "name": run,
        "config": json.dumps({**config, "_wandb": {"value": {"t": {"5": "0.31.0"}}}}),
    }
    answer = client.post("/graphql", json={"query": UPSERT, "variables": {"input": fields}})
    assert not answer.json().get("errors"), answer.text


def stream(client: httpx.Client, path: str, body: Mapping[str, object]) -> None:
    client.post(f"/files/{path}/file_stream", json=body).raise_for_status()
