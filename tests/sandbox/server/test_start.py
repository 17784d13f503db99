"""Modules that a start loads: libraries that a server may never need are loaded later."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

import httpx
import pytest

from runql import Api

if TYPE_CHECKING:
    from collections.abc import Iterator

LATER = (
    "httpx",
    "jinja2",
    "numpy",
    "pandas",
    "pyarrow",
    "pydantic",
    "runql_sandbox.commands",
    "runql_sandbox.demo",
    "runql_sandbox.pages",
    "typer",
    "yaml",
)

SERVER = "from runql_sandbox.__main__ import main; main()"
COMMAND = "import sys; sys.argv.insert(1, 'sandbox'); from runql.cli import main; main()"


@contextmanager
def started(script: str, *options: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """A server whose process has loaded nothing before."""
    command = [sys.executable, "-c", script, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()


def printed_at_the_end(process: subprocess.Popen[str]) -> list[str]:
    process.terminate()
    return process.communicate(timeout=30)[0].split()


@pytest.mark.parametrize("start", [SERVER, COMMAND])
def test_a_start_loads_no_library_of_the_command_line_pages_exports_and_webhooks(
    start: str,
) -> None:
    script = f"import atexit, sys; atexit.register(lambda: print(*sys.modules)); {start}"
    with started(script, "--port", "0", "--debug") as (process, ready):
        query = {"query": "{ viewer { username } }"}
        key = ("api", ready["api_key"])
        response = httpx.post(f"{ready['base_url']}/graphql", json=query, auth=key)
        assert response.json() == {"data": {"viewer": {"username": ready["entity"]}}}
        loaded = set(printed_at_the_end(process))
    assert "runql_sandbox.web.serving" in loaded
    assert not {*LATER, *(["runql"] if start == SERVER else [])} & loaded


def test_the_first_request_configures_only_the_tables_that_it_reads() -> None:
    script = f"""
import atexit
from sqlalchemy import event
from sqlalchemy.orm import Mapper
configured = []
event.listen(Mapper, "mapper_configured", lambda _, kind: configured.append(kind.__name__))
atexit.register(lambda: print(*configured))
{SERVER}
"""
    with started(script) as (process, ready):
        query = {"query": "{ viewer { username } }"}
        httpx.post(f"{ready['base_url']}/graphql", json=query, auth=("api", ready["api_key"]))
        configured = set(printed_at_the_end(process))
    assert {"ApiKey", "User"} <= configured
    assert not {"Artifact", "RunQueue", "Sweep", "Trigger", "View"} & configured


def test_an_export_loads_no_pandas_and_no_numpy() -> None:
    script = """
import atexit, sys
atexit.register(lambda: print(*sys.modules))
from runql_sandbox.web.serving import serve
serve()
"""
    with started(script) as (process, ready):
        with Api(ready["api_key"], base_url=ready["base_url"]) as api:
            run = api.create_run("exported")
        rows = [json.dumps({"_step": step, "loss": 1 / (step + 1)}) for step in range(20)]
        httpx.post(
            f"{ready['base_url']}/files/{ready['entity']}/exported/{run.id}/file_stream",
            json={
                "files": {"wandb-history.jsonl": {"offset": 0, "content": rows}},
                "complete": True,
                "exitcode": 0,
            },
            auth=("api", ready["api_key"]),
            timeout=30,
        ).raise_for_status()
        loaded = set(printed_at_the_end(process))
    assert "pyarrow.parquet" in loaded
    assert "pandas" not in loaded
    if int(version("pyarrow").partition(".")[0]) >= 18:
        assert "numpy" not in loaded


def test_a_started_server_collects_only_later_objects() -> None:
    script = f"""
import atexit, gc
atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 100_000))
{SERVER}
"""
    with started(script) as (process, _):
        assert printed_at_the_end(process) == ["True", "True"]
