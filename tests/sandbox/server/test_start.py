"""Modules that a start loads: libraries that a server may never need are loaded later."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version

import httpx

from runql import Api

LATER = (
    "httpx",
    "jinja2",
    "numpy",
    "pandas",
    "pyarrow",
    "runql",
    "runql_sandbox.demo",
    "runql_sandbox.pages",
)


def test_a_start_loads_no_library_of_pages_exports_and_webhooks() -> None:
    script = """
import sys, tempfile
from pathlib import Path
from runql_sandbox.commands import sandbox_app
from runql_sandbox.store.data_folder import Store
from runql_sandbox.web import serving
from runql_sandbox.web.app import create_app
with tempfile.TemporaryDirectory() as folder:
    store = Store(Path(folder))
    store.first_user()
    create_app(store, "http://sandbox.test")
    store.close()
print(*sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    assert not set(LATER) & set(ran.stdout.split())


def test_an_export_loads_no_pandas_and_no_numpy() -> None:
    script = """
import atexit, sys
atexit.register(lambda: print(*sys.modules))
from runql_sandbox.web.serving import serve
serve()
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            ready = json.loads(process.stdout.readline())
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
            process.terminate()
            loaded = set(process.communicate(timeout=30)[0].split())
        finally:
            process.kill()
    assert "pyarrow.parquet" in loaded
    assert "pandas" not in loaded
    if int(version("pyarrow").partition(".")[0]) >= 18:
        assert "numpy" not in loaded


def test_a_started_server_collects_only_later_objects() -> None:
    script = """
import atexit, gc
atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 100_000))
from runql_sandbox.__main__ import main
main()
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert json.loads(process.stdout.readline())["base_url"]
            process.terminate()
            assert process.communicate(timeout=30)[0].split() == ["True", "True"]
        finally:
            process.kill()
