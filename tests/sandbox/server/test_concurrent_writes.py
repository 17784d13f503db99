"""A database that is busy keeps writers waiting, and nobody else."""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx

from runql import Artifact
from runql.testing import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

FILES = 600


def test_others_are_served_while_an_upload_waits_for_the_database(tmp_path: Path) -> None:
    with Sandbox(tmp_path) as sandbox, sandbox.api() as api:
        run = api.create_run("waiting")
        made = """mutation($e:String!,$r:String!){createRunFiles(input:{entityName:$e,projectName:"waiting",runName:$r,
        files:["a.bin","b.bin"]}){files{uploadUrl}}}"""
        answer = httpx.post(
            f"{sandbox.base_url}/graphql",
            json={"query": made, "variables": {"e": sandbox.entity, "r": run.id}},
            auth=("api", sandbox.api_key),
        ).json()
        urls = [each["uploadUrl"] for each in answer["data"]["createRunFiles"]["files"]]
        busy = sqlite3.connect(tmp_path / "sandbox.sqlite", isolation_level=None)
        busy.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor() as pool:
            uploads = [pool.submit(httpx.put, url, content=b"bytes", timeout=60) for url in urls]
            time.sleep(0.5)
            begun = time.monotonic()
            assert httpx.get(f"{sandbox.base_url}/healthz", timeout=20).text == "ok"
            assert len(api.runs("waiting")) == 1
            assert time.monotonic() - begun < 10
            assert not any(each.done() for each in uploads)
            busy.execute("ROLLBACK")
            busy.close()
            assert [each.result().status_code for each in uploads] == [200, 200]
        assert run.file("a.bin").size == 5


def test_runs_are_written_while_a_large_version_is_logged(sandbox: Sandbox) -> None:
    user = sandbox.create_user("logging-much")
    draft = Artifact("much", "dataset")
    for number in range(FILES):
        draft.add(str(number), f"part/{number}.txt")
    with sandbox.api(user) as api:
        logging = threading.Thread(target=api.log_artifact, args=(draft, "much"))
        logging.start()
        longest, made = 0.0, 0
        while logging.is_alive():
            begun = time.monotonic()
            api.create_run("meanwhile")
            longest, made = max(longest, time.monotonic() - begun), made + 1
        logging.join()
        assert made > 0
        assert longest < 15
        assert api.artifact("much/much:v0").file_count == FILES
