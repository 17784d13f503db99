"""The official client reads our artifacts, and we read its artifacts; an interrupted upload is resumed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql import Api, Artifact, AsyncApi
from runql._models.artifacts import upload as artifact_upload
from runql.errors import IntegrityError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

SCRIPT = """
import json, os, pathlib
import wandb
settings = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True,
                          disable_code=True, disable_job_creation=True, save_code=False)
root, out = os.environ["TREE"], os.environ["OUT"]
seen = {}
with wandb.init(project="writing", id="theirs", settings=settings) as run:
    made = wandb.Artifact("theirs", "dataset"); made.add_dir(root); made.add_file(root + "/big.bin", "again/big.bin")
    made = run.log_artifact(made); made.wait()
    seen["digest"] = made.digest
    same = wandb.Artifact("ours", "dataset"); same.add_dir(root); same.add_file(root + "/big.bin", "again/big.bin")
    same = run.log_artifact(same); same.wait()
    seen["deduplicated"] = same.version
    used = run.use_artifact("ours:best")
    used.download(root=out); used.verify(out)
api = wandb.Api()
ours = api.artifact("writing/ours:v0")
seen["read"] = [ours.metadata, ours.description, sorted(ours.aliases), ours.tags, ours.size, ours.file_count,
                ours.logged_by().id, ours.type, ours.history_step, ours.ttl.days]
changed = api.artifact("writing/ours:v1")
seen["draft"] = [sorted(changed.manifest.entries), changed.get_entry("note.txt").download(root=out + "-one")]
print(json.dumps(seen))
"""

KILLED = """
import sys
from runql import Api, Artifact
with Api() as api:
    draft = Artifact("cut", "dataset"); draft.add_dir(sys.argv[1])
    api.run("writing/maker").log_artifact(draft, workers=2)
"""


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    (root / "deep" / "er").mkdir(parents=True)
    (root / "deep" / "er" / "ä b.txt").write_text("text")
    (root / "empty").touch()
    (root / "twin").write_text("text")
    (root / "big.bin").write_bytes(os.urandom(20_000))
    return root


@pytest.fixture(scope="module")
def logged(api: Api, tree: Path) -> dict[str, Any]:
    """Artifacts that we logged, with the large file in parts."""
    import datetime as dt

    patch = pytest.MonkeyPatch()
    patch.setattr(artifact_upload, "LARGE", 10_000)
    patch.setattr(artifact_upload, "PART", 7_000)
    run = api.create_run("writing", run_id="maker")
    draft = Artifact(
        "ours", "dataset", "words", {"x": float("nan"), "y": [1]}, ttl=dt.timedelta(days=2)
    )
    draft.add_dir(tree)
    draft.add_file(tree / "big.bin", "again/big.bin")
    first = run.log_artifact(draft, aliases=["best"], tags=["t"], history_step=5)
    further = first.new_draft()
    further.remove("deep")
    further.add("a note", "note.txt")
    second = run.log_artifact(further)
    patch.undo()
    return {"first": first, "second": second, "draft": draft}


@pytest.fixture(scope="module")
def seen(
    official: Official,
    logged: dict[str, Any],
    tree: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("official")
    found: dict[str, Any] = json.loads(
        official(SCRIPT, TREE=str(tree), OUT=str(out)).splitlines()[-1]
    )
    return {**found, "out": out}


def contents(root: Path) -> dict[str, bytes]:
    files = (each for each in root.rglob("*") if each.is_file())
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in files}


def expected(tree: Path) -> dict[str, bytes]:
    return {**contents(tree), "again/big.bin": (tree / "big.bin").read_bytes()}


def test_the_same_content_has_the_same_digest(seen: dict[str, Any], logged: dict[str, Any]) -> None:
    assert seen["digest"] == logged["first"].digest == logged["draft"].digest
    assert seen["deduplicated"] == "v0"


def test_the_official_client_reads_what_we_logged(seen: dict[str, Any], tree: Path) -> None:
    assert contents(seen["out"]) == expected(tree)
    metadata = {"x": None, "y": [1]}
    assert seen["read"] == [
        metadata,
        "words",
        ["best", "latest"],
        ["t"],
        2 * 20_000 + 8,
        5,
        "maker",
        "dataset",
        5,
        2,
    ]


def test_a_version_that_grew_of_another_is_whole(seen: dict[str, Any]) -> None:
    paths, note = seen["draft"]
    assert paths == ["again/big.bin", "big.bin", "empty", "note.txt", "twin"]
    assert Path(note).read_text() == "a note"


def test_we_read_what_the_official_client_logged(
    seen: dict[str, Any], api: Api, tree: Path, tmp_path: Path
) -> None:
    artifact = api.artifact("writing/theirs:v0")
    assert contents(artifact.download(tmp_path / "out")) == expected(tree)
    run = api.run("writing/maker")
    draft = Artifact("theirs", "dataset")
    draft.add_dir(tree)
    draft.add_file(tree / "big.bin", "again/big.bin")
    assert run.log_artifact(draft).version == "v0"


def counted(sandbox: Sandbox, *, forget: bool = False) -> dict[str, int]:
    request = httpx.delete if forget else httpx.get
    found: dict[str, int] = request(f"{sandbox.base_url}/debug/requests").json()
    return found


def test_an_upload_that_was_killed_sends_the_rest(
    sandbox: Sandbox, user: SandboxUser, api: Api, logged: dict[str, Any], tmp_path: Path
) -> None:
    root, total = tmp_path / "many", 300
    root.mkdir()
    for index in range(total):
        (root / f"f{index}").write_bytes(os.urandom(2000))
    counted(sandbox, forget=True)
    environment = {**os.environ, **sandbox.environment(user)}
    killed = subprocess.Popen([sys.executable, "-c", KILLED, str(root)], env=environment)
    deadline = time.monotonic() + 60
    while counted(sandbox).get("PUT storage", 0) < 20 and time.monotonic() < deadline:
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    time.sleep(0.2)
    before = counted(sandbox)["PUT storage"]
    assert 20 <= before < total
    assert not api.artifact_exists("writing/cut:v0")
    counted(sandbox, forget=True)
    draft = Artifact("cut", "dataset")
    draft.add_dir(root)
    made = api.run("writing/maker").log_artifact(draft)
    after = counted(sandbox)
    # The manifest is one more; what was on its way when the process died may be sent twice.
    assert total - before <= after["PUT storage"] - 1 <= total - before + 4
    assert made.version == "v0"
    assert contents(made.download(tmp_path / "out", skip_cache=True)) == contents(root)


def test_a_file_that_changes_while_it_is_sent_is_not_logged(
    sandbox: Sandbox, api: Api, logged: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"before")
    draft = Artifact("changing", "dataset")
    draft.add_file(path)
    assert draft.digest
    status = path.stat()
    path.write_bytes(b"BEFORE")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    run = api.run("writing/maker")
    with pytest.raises(IntegrityError, match="changed during the upload"):
        run.log_artifact(draft)
    assert not api.artifact_exists("writing/changing:v0")
    draft.add_file(path, overwrite=True)
    assert run.log_artifact(draft).get_entry("f").read() == b"BEFORE"


async def test_sync_and_async_log_with_the_same_requests(
    sandbox: Sandbox, user: SandboxUser, logged: dict[str, Any]
) -> None:
    draft = Artifact("counted", "dataset")
    for index in range(20):
        draft.add(f"counted {index}", f"f{index}")
        draft.add(f"counted {index}", f"same/f{index}")
    async with sandbox.async_api(user) as api:
        counted(sandbox, forget=True)
        made = await api.log_artifact(draft, "writing")
    assert counted(sandbox) == {
        "CreateArtifact": 1,
        "CreateArtifactManifest": 2,
        "CreateArtifactFiles": 1,
        "PUT storage": 21,
        "CommitArtifact": 1,
        "GetArtifactById": 1,
    }
    assert made.file_count == 40
    assert isinstance(api, AsyncApi)
