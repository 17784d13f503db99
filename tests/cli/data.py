"""Data for the commands: a few runs with everything that runs, sweeps, reports and registries have."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpx

from runql import Artifact
from runql.reports import MarkdownBlock

if TYPE_CHECKING:
    from runql import Api
    from runql.testing import Sandbox, SandboxUser

__all__ = ["PROJECT", "Laid", "lay", "log_run"]

PROJECT: Final = "mnist"
STEPS: Final = 30
_UPSERT: Final = """
mutation UpsertBucket($input: UpsertBucketInput!) { upsertBucket(input: $input) { bucket { id } } }
"""
RUNS: Final[tuple[tuple[str, str, str, float, list[str], int], ...]] = (
    ("first", "First try", "sgd", 0.1, ["baseline"], 0),
    ("second", "Second try", "adam", 0.01, [], 0),
    ("third", "third\x1b[31m\ttry", "adam", 0.001, ["baseline", "slow"], 0),
    ("broken", "Broken", "sgd", 10.0, [], 1),
)


@dataclass(frozen=True)
class Laid:
    """The data that was written.

    Attributes:
        user: Whose it is.
        sweep: ID of the sweep.
        report: ID of the report.
        names: What changes from time to time, and what snapshots have in its place.
    """

    user: SandboxUser
    sweep: str
    report: str
    names: dict[str, str]


def lay(sandbox: Sandbox, user: SandboxUser) -> Laid:
    """Lay everything, and return the names of what a server names."""
    with (
        sandbox.api(user) as api,
        httpx.Client(base_url=sandbox.base_url, auth=("api", user.api_key)) as client,
    ):
        for number, run in enumerate(RUNS):
            log_run(client, user.entity, number, *run)
        log_run(client, user.entity, 9, "alive", "Still running", "sgd", 0.5, [], None)
        _lay_files(api)
        sweep = _lay_sweep(api, client, user.entity)
        report = api.create_report(
            PROJECT,
            "Results",
            [MarkdownBlock("# What came out\n\nThe **second** try is best.")],
            draft=False,
        )
    names = {
        sandbox.base_url: "http://sandbox",
        sweep: "SWEEP",
        report.id: "REPORT",
        report.name: "REPORT_NAME",
    }
    return Laid(user, sweep, report.id, names)


def log_run(
    client: httpx.Client,
    entity: str,
    number: int,
    run: str,
    name: str,
    optimizer: str,
    rate: float,
    tags: list[str],
    exit_code: int | None,
    sweep: str | None = None,
    *,
    project: str = PROJECT,
) -> None:
    config = {"lr": rate, "optimizer": {"name": optimizer, "momentum": 0.9}, "layers": [64, 10]}
    fields: dict[str, Any] = {
        "entityName": entity,
        "modelName": project,
        "name": run,
        "displayName": name,
        "groupName": optimizer,
        "jobType": "train",
        "notes": f"Notes of {run}.",
        "config": json.dumps({key: {"value": value} for key, value in config.items()}),
        "tags": tags,
        "sweep": sweep,
    }
    response = client.post("/graphql", json={"query": _UPSERT, "variables": {"input": fields}})
    assert "errors" not in response.json(), response.text
    rows = [
        {
            "loss": math.nan if exit_code and step > 20 else round((1 + number) * 0.9**step, 6),
            "accuracy": round(1 - (1 + number) * 0.05 - 0.9 * 0.8**step, 6),
            "_step": step,
            "_runtime": step * 0.5,
            "_timestamp": 1_790_000_000.0 + 100 * number + step * 0.5,
        }
        for step in range(STEPS)
    ]
    lines = [f"2026-01-01T00:00:{step:02}.000000 step {step} of {run}" for step in range(12)]
    lines[3] = f"ERROR 2026-01-01T00:00:03.000000 \x1b[31mbad\x1b[0m batch in {run}"
    stream: dict[str, Any] = {
        "files": {
            "wandb-history.jsonl": {"offset": 0, "content": [json.dumps(row) for row in rows]},
            "wandb-summary.json": {"offset": 0, "content": [json.dumps(rows[-1])]},
            "output.log": {"offset": 0, "content": lines},
        },
    }
    if exit_code is not None:
        stream |= {"complete": True, "exitcode": exit_code}
    path = f"/files/{entity}/{project}/{run}/file_stream"
    client.post(path, json=stream).raise_for_status()


def _lay_files(api: Api) -> None:
    run = api.run(f"{PROJECT}/first")
    for name, content in (("notes.txt", b"a few words\n"), ("model/weights.bin", b"\x01" * 1000)):
        run.upload_file(content, name=name)
    data = Artifact("data", "dataset", description="Numbers", metadata={"rows": 3})
    data.add(b"1\n2\n3\n", "train.csv")
    run.log_artifact(data)
    weights = Artifact("weights", "model", metadata={"epoch": 1})
    weights.add(b"w" * 64, "weights.bin")
    weights.add(b"{}", "info.json")
    second = api.run(f"{PROJECT}/second")
    second.use_artifact(f"{PROJECT}/data:latest")
    made = second.log_artifact(weights, aliases=["best"], tags=["good"])
    api.create_registry("models", artifact_types=["model"], description="Models to use")
    made.link("wandb-registry-models/digits", ["production"])


def _lay_sweep(api: Api, client: httpx.Client, entity: str) -> str:
    sweep = api.create_sweep(
        {
            "name": "rates",
            "method": "random",
            "metric": {"name": "loss", "goal": "minimize"},
            "parameters": {"lr": {"min": 0.001, "max": 10.0}, "epochs": {"value": 3}},
        },
        PROJECT,
    )
    for number, rate in enumerate((0.1, 0.2, 0.4, 0.8, 1.6)):
        log_run(
            client,
            entity,
            number + 3,
            f"trial{number}",
            f"Trial {number}",
            "sgd",
            rate,
            [],
            0,
            sweep.id,
        )
    return sweep.id
