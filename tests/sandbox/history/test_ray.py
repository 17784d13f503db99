"""Histories on a Ray cluster of two workers: the rows of the local export, whoever read them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from runql._models.history.many_runs import HistoryPlan
from runql._models.history.plan import HistoryExtent
from runql._paths.runs import RunPath
from tests.sandbox.exports.data import log_runs, stream

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser

# A process of its own: Ray starts others, and none of them shall outlive it or see pytest's warnings.
SCRIPT = """
import json, os, pickle, sys
import ray, ray.data
import runql
from runql.ray import HistoriesDatasource

api = runql.Api()
source = HistoriesDatasource(api.runs("cluster", per_page=10))
assert os.environ["WANDB_API_KEY"].encode() not in ray.cloudpickle.dumps(source)
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
tasks = source.get_read_tasks(4)
frame = ray.data.read_datasource(source, override_num_blocks=4).to_pandas()

@ray.remote
def where():
    import time
    time.sleep(0.5)
    return os.getpid()

workers = len(set(ray.get([where.remote() for _ in range(4)])))
loss = ray.data.read_datasource(HistoriesDatasource(api.runs("cluster", 'name = "text"'), keys=["loss"]))
rows = loss.take_all()
frame.to_parquet(sys.argv[1])
print(json.dumps({"tasks": len(tasks), "workers": workers, "chosen": rows}))
ray.shutdown()
"""


@pytest.fixture(scope="module")
def runs(sandbox: Sandbox, user: SandboxUser) -> None:
    """Six runs of exported files and live rows, and two whose values have other kinds."""
    log_runs(sandbox, user, "cluster", 6)
    with sandbox.api(user) as api:
        kinds: dict[str, list[dict[str, Any]]] = {
            "live": [{"_step": 0, "loss": 1}, {"_step": 1, "loss": 2, "only": [1]}],
            "text": [{"_step": 0, "loss": "bad"}, {"_step": 1, "loss": 0.5}],
        }
        for run, rows in kinds.items():
            api.create_run("cluster", run_id=run)
            stream(sandbox, user, run, "wandb-history.jsonl", rows, "cluster")
        more: list[dict[str, object]] = [{"_step": 20 + step, "loss": 9.0} for step in range(3)]
        url = f"/files/{user.entity}/cluster/run000/file_stream"
        append(sandbox, user, url, more)


def append(sandbox: Sandbox, user: SandboxUser, url: str, rows: list[dict[str, object]]) -> None:
    import httpx

    content = [json.dumps(row) for row in rows]
    files = {"wandb-history.jsonl": {"offset": 20, "content": content}}
    httpx.post(
        sandbox.base_url + url, json={"files": files}, auth=("api", user.api_key)
    ).raise_for_status()


def test_a_cluster_reads_the_rows_of_the_local_export(
    sandbox: Sandbox, user: SandboxUser, runs: None, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "frame.parquet")],
        env={**os.environ, **sandbox.environment(user), "RAY_USAGE_STATS_ENABLED": "0"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["tasks"] == 4
    assert told["workers"] == 2
    assert [row["loss"] for row in told["chosen"]] == ["bad", "0.5"]
    with sandbox.api(user) as api:
        api.export("cluster", tmp_path / "local")
    assert records(tmp_path / "frame.parquet") == records(tmp_path / "local" / "history")


def records(path: Path) -> list[dict[str, object]]:
    """Rows in order of run and step, without what is absent."""
    rows = pd.read_parquet(path).astype(object).to_dict("records")
    found = [{str(key): value for key, value in row.items() if pd.notna(value)} for row in rows]
    return sorted(found, key=lambda row: (str(row["run_id"]), int(str(row["_step"]))))


def plan(files: int, *, live: bool, lines: int = 100) -> HistoryPlan:
    extent = HistoryExtent(99, lines, tuple("u" * files), 50 if live else None)
    return HistoryPlan(RunPath("e", "p", "r"), "id", "r", extent, "cursor")


def test_a_run_is_divided_into_its_files_and_its_live_rows() -> None:
    from runql.ray import split

    assert [share.files for share in split(plan(3, live=True), [[0, 2], [1]])] == [(0, 2), (1,), ()]
    assert [share.files for share in split(plan(2, live=False), [[0], [1]])] == [(0,), (1,)]
    assert [share.files for share in split(plan(0, live=True), [])] == [()]


def test_shares_are_spread_over_the_tasks_by_their_rows() -> None:
    from runql.ray import split, spread

    shares = [
        share
        for lines in (10, 10, 80, 100)
        for share in split(plan(1, live=False, lines=lines), [[0]])
    ]
    tasks = spread(shares, 2)
    assert [sum(share.rows for share in task) for task in tasks] == [100, 100]
    assert [share for task in tasks for share in task] == shares
    assert len(spread(shares, 100)) == 4
    assert spread([], 3) == []
