"""A database that is busy keeps writers waiting, and nobody else."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx

from runql import Artifact
from runql.testing import Sandbox
from runql_sandbox.ingest.artifact_uploads import assemble, part_key
from runql_sandbox.resolvers.artifacts import files
from tests.sandbox.artifacts.by_hand import COMPLETE, Version
from tests.sandbox.server.counting import Counted

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from runql_sandbox.ingest.artifact_uploads import PartedUpload
    from runql_sandbox.store._blobs import Blobs, Stored

FILES = 600
RUN = "mutation M($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"


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


class WithoutHttp(Version):
    """A version made by hand on a store."""

    def __init__(self, counted: Counted, http: httpx.Client, files: dict[str, bytes]) -> None:
        super().__init__(http, counted.user.entity, "parts", files)
        self.counted = counted

    def execute(self, query: str, **variables: object) -> Any:
        return self.counted.send(query, variables)


def test_runs_are_written_while_parts_are_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, pieces = b"ab", {1: b"a", 2: b"b"}
    counted = Counted(tmp_path)
    with httpx.Client() as http:
        version = WithoutHttp(counted, http, {"f": whole})
        version.start()
    parts = [
        {"partNumber": number, "hexMD5": hashlib.md5(piece).hexdigest()}
        for number, piece in pieces.items()
    ]
    target = version.request_target("f", uploadPartsInput=parts)
    upload = target["uploadMultipartUrls"]["uploadID"]
    counted.upload({part_key(upload, number): piece for number, piece in pieces.items()})
    making = threading.Thread(
        target=counted.write, args=(RUN,), kwargs={"modelName": "p", "name": "meanwhile"}
    )

    def assemble_slowly(blobs: Blobs, parted: PartedUpload) -> Stored:
        making.start()
        making.join(20)
        assert not making.is_alive()
        return assemble(blobs, parted)

    monkeypatch.setattr(files, "assemble", assemble_slowly)
    done = version.execute(
        COMPLETE,
        input={
            "artifactID": version.id,
            "storagePath": target["storagePath"],
            "uploadID": upload,
            "completeMultipartAction": "Complete",
            "completedParts": parts,
        },
    )
    assert done["completeMultipartUploadArtifact"]["digest"] == version.digests["f"]
    counted.store.close()


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
