"""Requests with much work write in short turns, so that others do not wait long."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from sqlalchemy import event

from runql_sandbox.request.limits import LARGE_BYTES
from runql_sandbox.web import app
from tests.sandbox.server.counting import Counted
from tests.sandbox.server.test_statements import COMMIT, CREATE, FILES, MANIFEST, RUN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MANY = 1300
MOST_PER_TURN = 500
DELETE = "mutation M($i: DeleteArtifactInput!) { deleteArtifact(input: $i) { artifact { state } } }"


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    found = Counted(tmp_path)
    yield found
    found.store.close()


class Version:
    """A version whose steps are sent one by one."""

    def __init__(self, counted: Counted, name: str, contents: dict[str, bytes]) -> None:
        self.counted, self.contents = counted, contents
        self.digests = {path: md5(content) for path, content in contents.items()}
        lines = "".join(f"{path}:{self.digests[path]}\n" for path in sorted(self.digests))
        own = {"entityName": counted.user.entity, "projectName": "p"}
        made = counted.write(
            CREATE,
            **own,
            artifactTypeName="dataset",
            artifactCollectionName=name,
            digest=hashlib.md5(f"wandb-artifact-manifest-v1\n{lines}".encode()).hexdigest(),
            digestAlgorithm="MANIFEST_MD5",
        )
        self.id = made["artifact"]["id"]

    def files(self, **more: object) -> dict[str, bytes]:
        """Request upload URLs, and return the bodies by key."""
        given = [
            {"artifactID": self.id, "name": path, "md5": digest, **more}
            for path, digest in self.digests.items()
        ]
        found = self.counted.write(FILES, artifactFiles=given, storageLayout="V2")
        nodes = [each["node"] for each in found["files"]["edges"]]
        assert [each["name"] for each in nodes] == list(self.contents)
        return {
            each["storagePath"]: self.contents[each["name"]] for each in nodes if each["uploadUrl"]
        }

    def log(self) -> None:
        """Send everything but the commit."""
        entries = {
            path: {"digest": self.digests[path], "size": len(content)}
            for path, content in self.contents.items()
        }
        manifest = json.dumps({"version": 1, "contents": entries}).encode()
        made = self.counted.write(
            MANIFEST,
            artifactID=self.id,
            name="wandb_manifest.json",
            digest=md5(manifest),
            entityName=self.counted.user.entity,
            projectName="p",
            runName="none",
            type="FULL",
        )
        key = made["artifactManifest"]["file"]["storagePath"]
        self.counted.upload({**self.files(), key: manifest})

    def commit(self) -> Any:
        return self.counted.write(COMMIT, artifactID=self.id)["artifact"]


def md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content).digest()).decode()


def many(number: int = MANY) -> dict[str, bytes]:
    return {f"{index}.txt": f"content {index}".encode() for index in range(number)}


class Transactions:
    """The tables with rows that each transaction inserted, and the numbers of rows."""

    def __init__(self, counted: Counted) -> None:
        self.inserted: list[dict[str, int]] = [{}]
        engine = counted.store.session.kw["bind"]
        event.listen(engine, "before_cursor_execute", self.note)
        event.listen(engine, "commit", self.end)

    def note(
        self, _one: object, _two: object, statement: str, rows: Any, _three: object, batch: bool
    ) -> None:
        words = statement.split()
        if words[:2] == ["INSERT", "INTO"]:
            now = self.inserted[-1]
            now[words[2]] = now.get(words[2], 0) + (len(rows) if batch else 1)

    def end(self, _connection: object) -> None:
        self.inserted.append({})

    def of(self, table: str) -> list[int]:
        """Return the numbers of rows of a table in the transactions that inserted some."""
        return [each[table] for each in self.inserted if table in each]


def after_first(counted: Counted, part: str, do: Callable[[], None]) -> None:
    """Do something once, after a statement with a part was executed."""
    waiting = [do]

    def note(_one: object, _two: object, statement: str, *_rest: object) -> None:
        if part in statement and waiting:
            waiting.pop()()

    event.listen(counted.store.session.kw["bind"], "after_cursor_execute", note)


def on_a_thread(do: Callable[[], object]) -> None:
    """Do something on another thread, which must not wait for a turn of this one."""
    thread = threading.Thread(target=do, daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def test_upload_urls_of_many_files_are_recorded_in_several_transactions(counted: Counted) -> None:
    version = Version(counted, "many", many())
    seen = Transactions(counted)
    assert len(version.files()) == MANY
    assert sum(seen.of("artifact_contents")) == MANY
    assert max(seen.of("artifact_contents")) <= MOST_PER_TURN
    # A repeated request finds the rows.
    assert len(version.files()) == MANY
    assert sum(seen.of("artifact_contents")) == MANY
    parts = [{"partNumber": 1, "hexMD5": "0" * 32}]
    assert version.files(uploadPartsInput=parts) == {}
    assert sum(seen.of("artifact_uploads")) == MANY
    assert max(seen.of("artifact_uploads")) <= MOST_PER_TURN


def test_a_run_is_written_between_two_parts_of_many_files(counted: Counted) -> None:
    version = Version(counted, "many", many())
    events: list[str] = []
    requested = threading.Event()

    def write() -> None:
        requested.set()
        counted.write(RUN, entityName=counted.user.entity, modelName="p", name="meanwhile")
        events.append("run")

    def note(_one: object, _two: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO artifact_contents"):
            events.append("files")

    event.listen(counted.store.session.kw["bind"], "after_cursor_execute", note)
    with ThreadPoolExecutor() as pool:

        def start() -> None:
            pool.submit(write)
            requested.wait(20)
            # The request reads its body before it requests its turn.
            threading.Event().wait(0.2)

        after_first(counted, "INSERT INTO artifact_contents", start)
        version.files()
    assert events == ["files", "run", "files", "files"]


def test_an_invalid_file_records_none_of_many(counted: Counted) -> None:
    contents = many()
    version = Version(counted, "many", contents)
    version.digests[list(contents)[-1]] = "short"
    seen = Transactions(counted)
    with pytest.raises(AssertionError, match="not the base64 form of a 128-bit digest"):
        version.files()
    assert seen.of("artifact_contents") == []


def test_a_mutation_of_several_fields_is_one_transaction(counted: Counted) -> None:
    version = Version(counted, "many", many())
    specs = [
        {"artifactID": version.id, "name": path, "md5": digest}
        for path, digest in version.digests.items()
    ]
    seen = Transactions(counted)
    both = """mutation M($f: CreateArtifactFilesInput!, $c: CommitArtifactInput!) {
        createArtifactFiles(input: $f) { files { edges { node { id } } } }
        commitArtifact(input: $c) { artifact { id } } }"""
    given = {"f": {"artifactFiles": specs, "storageLayout": "V2"}, "c": {"artifactID": version.id}}
    with pytest.raises(AssertionError, match="the artifact has no manifest"):
        counted.send(both, given)
    assert seen.of("artifact_contents") == [MANY]
    assert len(version.files()) == MANY
    assert sum(seen.of("artifact_contents")) == 2 * MANY


def test_a_run_is_written_while_the_files_of_a_commit_are_checked(counted: Counted) -> None:
    version = Version(counted, "many", many())
    version.log()
    seen = Transactions(counted)

    def write() -> None:
        given = {"entityName": counted.user.entity, "modelName": "p", "name": "meanwhile"}
        on_a_thread(lambda: counted.write(RUN, **given))

    after_first(counted, "artifact_contents.refused", write)
    assert version.commit()["fileCount"] == MANY
    assert seen.of("runs") == [1]
    # All files appear in the transaction that commits the version.
    assert seen.of("artifact_entries") == [MANY]
    assert "artifact_memberships" in next(
        each for each in seen.inserted if "artifact_entries" in each
    )


def test_a_commit_needs_bytes_that_are_deleted_while_it_checks_them(counted: Counted) -> None:
    first = Version(counted, "first", {"a.txt": b"shared"})
    first.log()
    first.commit()
    second = Version(counted, "second", {"b.txt": b"shared"})
    second.log()
    other = Version(counted, "other", {"c.txt": b"other bytes"})

    def delete() -> None:
        given = {"artifactID": first.id, "deleteAliases": True}
        on_a_thread(lambda: counted.write(DELETE, **given))
        # Its bytes get the number of the deleted ones.
        on_a_thread(other.log)

    after_first(counted, "artifact_contents.refused", delete)
    with pytest.raises(AssertionError, match=r"the file 'b\.txt' was not uploaded"):
        second.commit()
    assert other.commit()["fileCount"] == 1


def test_statements_of_a_deletion_do_not_grow_with_the_files(counted: Counted) -> None:
    counts: list[int] = []
    for number in (3, 400):
        version = Version(counted, f"of-{number}", many(number))
        version.log()
        version.commit()
        counted.count()
        counted.write(DELETE, artifactID=version.id, deleteAliases=True)
        counts.append(counted.count())
        assert not [each for each in (counted.store.folder / "blobs").rglob("*") if each.is_file()]
    assert counts[1] <= counts[0], counts


def test_bytes_are_kept_when_a_deletion_is_undone(counted: Counted) -> None:
    version = Version(counted, "kept", {"a.txt": b"bytes"})
    version.log()
    version.commit()
    both = """mutation M($d: DeleteArtifactInput!, $c: CommitArtifactInput!) {
        deleteArtifact(input: $d) { artifact { state } } commitArtifact(input: $c) { artifact { id } } }"""
    given = {"d": {"artifactID": version.id, "deleteAliases": True}, "c": {"artifactID": "none"}}
    with pytest.raises(AssertionError, match="not found"):
        counted.send(both, given)
    kept = [each for each in (counted.store.folder / "blobs").rglob("*") if each.is_file()]
    assert sorted(each.read_bytes()[:5] for each in kept) == [b"bytes", b'{"ver']


def test_large_requests_are_executed_one_at_a_time(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    running, most = 0, 0
    small_done = threading.Event()
    answer = app.Sandbox.answer

    def watched(self: app.Sandbox, body: bytes, *rest: Any) -> Any:
        nonlocal running, most
        if len(body) <= LARGE_BYTES:
            found = answer(self, body, *rest)
            small_done.set()
            return found
        running += 1
        most = max(most, running)
        # A small request does not wait for a large one.
        assert small_done.wait(20)
        found = answer(self, body, *rest)
        running -= 1
        return found

    monkeypatch.setattr(app.Sandbox, "answer", watched)
    server = app.create_app(counted.store, "http://sandbox.test")

    async def send(size: int) -> Any:
        body = {"query": "{ viewer { id } }", "variables": {"unused": "x" * size}}
        return (await http.post("/graphql", json=body)).json()

    async def send_all() -> list[Any]:
        large = [asyncio.create_task(send(LARGE_BYTES)) for _ in range(3)]
        await asyncio.sleep(0.1)
        return [await send(1), *[await each for each in large]]

    transport = httpx.ASGITransport(app=server)
    http = httpx.AsyncClient(
        transport=transport, base_url="http://sandbox.test", auth=("api", counted.user.api_key)
    )
    found = asyncio.run(send_all())
    assert all(each == found[0] for each in found)
    assert found[0]["data"]["viewer"]["id"]
    assert most == 1
