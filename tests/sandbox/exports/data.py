"""Data for exports, and how the docs open them."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import duckdb
import httpx
import pandas as pd
import polars as pl

from tests import forked

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from runql._models.exports.settings import ExportFormat
    from runql.testing import Sandbox, SandboxUser


PROJECT = "exports"


FORMATS: tuple[ExportFormat, ...] = ("parquet", "csv", "jsonl", "duckdb")


def stream(
    sandbox: Sandbox,
    user: SandboxUser,
    run: str,
    name: str,
    rows: list[dict[str, Any]],
    project: str,
    **more: object,
) -> None:
    """Log rows as the SDK's protocol has it."""
    content = [json.dumps(row) for row in rows]
    httpx.post(
        f"{sandbox.base_url}/files/{user.entity}/{project}/{run}/file_stream",
        json={"files": {name: {"offset": 0, "content": content}}, **more},
        auth=("api", user.api_key),
        timeout=30,
    ).raise_for_status()


def log_runs(
    sandbox: Sandbox, user: SandboxUser, project: str, count: int, *, ended: bool = True
) -> None:
    """Log many small runs; the histories of those that have not ended are not exported."""
    end: dict[str, object] = {"complete": True, "exitcode": 0} if ended else {}
    with sandbox.api(user) as api:
        for index in range(count):
            run = f"run{index:03}"
            api.create_run(project, run_id=run, config={"index": index})
            rows = [{"_step": step, "loss": index + step / 10} for step in range(20)]
            stream(sandbox, user, run, "wandb-history.jsonl", rows, project, **end)


def target_for(folder: Path, kind: str) -> Path:
    return folder / ("export.duckdb" if kind == "duckdb" else "export")


def opened(to: Path, kind: str, table: str, library: str) -> list[dict[str, Any]]:
    """Open a table in one line, as the docs show it."""
    folder = f"{to}/history/*.parquet" if table == "history" else f"{to}/{table}.parquet"
    readers: dict[tuple[str, str], Callable[[], Any]] = {
        ("parquet", "pandas"): lambda: pd.read_parquet(folder.removesuffix("/*.parquet")),
        ("parquet", "polars"): lambda: pl.read_parquet(folder),
        ("parquet", "duckdb"): lambda: duckdb.sql(f"FROM '{folder}'"),
        ("csv", "pandas"): lambda: pd.read_csv(f"{to}/{table}.csv"),
        ("csv", "polars"): lambda: pl.read_csv(f"{to}/{table}.csv", infer_schema_length=None),
        ("csv", "duckdb"): lambda: duckdb.sql(f"FROM '{to}/{table}.csv'"),
        ("jsonl", "pandas"): lambda: pd.read_json(f"{to}/{table}.jsonl", lines=True),
        ("jsonl", "polars"): lambda: pl.read_ndjson(
            f"{to}/{table}.jsonl", infer_schema_length=None
        ),
        ("jsonl", "duckdb"): lambda: duckdb.sql(f"FROM '{to}/{table}.jsonl'"),
        ("duckdb", "duckdb"): lambda: duckdb.connect(str(to), read_only=True).sql(f"FROM {table}"),
        ("duckdb", "pandas"): lambda: duckdb.connect(str(to)).sql(f"FROM {table}").df(),
        ("duckdb", "polars"): lambda: duckdb.connect(str(to)).sql(f"FROM {table}").pl(),
    }
    found = readers[kind, library]()
    if library == "pandas":
        return [plain(row) for row in found.to_dict("records")]
    if library == "polars":
        return [plain(row) for row in found.to_dicts()]
    names = [each[0] for each in found.description]
    return [plain(dict(zip(names, row, strict=True))) for row in found.fetchall()]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out missing values, which are NaN in pandas."""
    return {key: value for key, value in row.items() if value is not None and value == value}


def command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return forked.runql.run([*forked.COMMAND, *arguments], env={**os.environ, **environment})
