"""Several processes write to one run, as the SDK's shared mode does: nothing is lost, in whatever order they come."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Run
    from runql.testing import Sandbox, SandboxUser


NUMBERS = count()

UPSERT = """mutation UpsertBucket($entity: String, $config: JSONString) {
  upsertBucket(input: {name: "run", modelName: "shared", entityName: $entity, config: $config}) {
    bucket { config } inserted } }"""


class Writer:
    """One process of shared mode: it counts its own lines and steps, and knows nothing of the others."""

    def __init__(self, sandbox: Sandbox, user: SandboxUser, client: str) -> None:
        self.address = f"{sandbox.base_url}/files/{user.entity}/shared/run/file_stream"
        self.server, self.entity, self.key = sandbox.base_url, user.entity, user.api_key
        self.headers = {
            "X-WANDB-USE-ASYNC-FILESTREAM": "true",
            "X-WANDB-ASYNC-CLIENT-ID": client,
        }

    def send(self, **body: object) -> None:
        answer = httpx.post(
            self.address, json=body, headers=self.headers, auth=("api", self.key), timeout=30
        )
        answer.raise_for_status()

    def configure(self, **config: Any) -> None:
        """Set the config as the SDK does: all that this process knows of it, whatever the others know."""
        headers = {**self.headers, "X-WANDB-CLIENT-ID": self.headers["X-WANDB-ASYNC-CLIENT-ID"]}
        own = {"e": {self.headers["X-WANDB-ASYNC-CLIENT-ID"]: {"os": "Linux"}}, "m": []}
        document = {"_wandb": own, **config}
        text = json.dumps({key: {"value": value} for key, value in document.items()})
        httpx.post(
            f"{self.server}/graphql",
            json={"query": UPSERT, "variables": {"entity": self.entity, "config": text}},
            headers=headers,
            auth=("api", self.key),
        ).raise_for_status()

    def log(self, offset: int, *rows: dict[str, Any]) -> None:
        lines = [json.dumps(row) for row in rows]
        self.send(files={"wandb-history.jsonl": {"offset": offset, "content": lines}})


@pytest.fixture
def user(sandbox: Sandbox) -> SandboxUser:
    """A user of the test's own: a deleted run keeps its name."""
    return sandbox.create_user(f"shared-{next(NUMBERS)}")


@pytest.fixture
def run(sandbox: Sandbox, user: SandboxUser) -> Iterator[Run]:
    with sandbox.api(user) as api:
        made = api.create_run("shared", run_id="run")
        yield made
        # The name of a deleted run is lost to its project, so the project goes with it.
        api.project("shared").delete()


def rows(run: Run) -> list[tuple[object, ...]]:
    return [(row["_step"], row.get("a"), row.get("b")) for row in run.refresh().scan_history()]


def test_rows_get_steps_in_the_order_of_their_coming(
    sandbox: Sandbox, user: SandboxUser, run: Run
) -> None:
    first, second = (Writer(sandbox, user, name) for name in ("one", "two"))
    first.log(0, {"a": 1, "_step": 0}, {"a": 2, "_step": 1})
    second.log(0, {"b": 10})
    first.log(2, {"a": 3, "_step": 2})
    assert rows(run) == [(0, 1, None), (1, 2, None), (2, None, 10), (3, 3, None)]


def test_rows_that_come_again_are_the_same_rows(
    sandbox: Sandbox, user: SandboxUser, run: Run
) -> None:
    first, second = (Writer(sandbox, user, name) for name in ("one", "two"))
    first.log(0, {"a": 1})
    second.log(0, {"b": 10})
    first.log(0, {"a": 1}, {"a": 2})
    assert rows(run) == [(0, 1, None), (1, None, 10), (2, 2, None)]


def test_writers_at_the_same_time_lose_nothing(
    sandbox: Sandbox, user: SandboxUser, run: Run
) -> None:
    def write(number: int) -> None:
        writer = Writer(sandbox, user, f"writer {number}")
        for index in range(10):
            writer.log(index, {"a": number * 100 + index})
            summary = {f"own{number}": index, "_step": index}
            content = [json.dumps(summary)]
            writer.send(files={"wandb-summary.json": {"offset": 0, "content": content}})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    found = rows(run)
    assert [step for step, _, _ in found] == list(range(40))
    assert sorted(value for _, value, _ in found) == sorted(  # type: ignore[type-var]
        number * 100 + index for number in range(4) for index in range(10)
    )
    assert {f"own{number}": 9 for number in range(4)}.items() <= dict(run.summary).items()
    assert run.summary_metrics["_step"] == 39


def test_each_writer_adds_to_the_config(sandbox: Sandbox, user: SandboxUser, run: Run) -> None:
    Writer(sandbox, user, "one").configure(lr=0.1, layers=[1])
    Writer(sandbox, user, "two").configure()
    Writer(sandbox, user, "three").configure(lr=0.2)
    run.refresh()
    assert run.config == {"lr": 0.2, "layers": [1]}
    internals: Any = run.raw_config["_wandb"]
    assert sorted(internals["e"]) == ["one", "three", "two"]


def test_console_lines_keep_their_labels(sandbox: Sandbox, user: SandboxUser, run: Run) -> None:
    for name in ("one", "two"):
        writer = Writer(sandbox, user, name)
        for text in ("50%", "100%"):  # a progress bar rewrites its line
            line = json.dumps({"ts": "2026-11-24T12:00:00", "label": name, "content": text})
            writer.send(files={"output.log": {"offset": 0, "content": [line]}})
    assert [(line.label, line.text) for line in run.console_logs()] == [
        ("one", "100%"),
        ("two", "100%"),
    ]


def test_a_worker_does_not_take_up_a_run_that_has_ended(
    sandbox: Sandbox, user: SandboxUser, run: Run
) -> None:
    primary, worker = (Writer(sandbox, user, name) for name in ("primary", "worker"))
    worker.send()
    primary.send(complete=True, exitcode=0)
    worker.log(0, {"b": 1})
    worker.send()
    assert run.refresh().state == "finished"
    assert rows(run) == [(0, None, 1)]
    Writer(sandbox, user, "a new process").send()
    assert run.refresh().state == "running"
