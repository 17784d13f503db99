"""SQL statements are counted: those of a request do not grow with the files or runs that it has."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from tests.sandbox.server.counting import Counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEW, MANY = 3, 400
CREATE = (
    """mutation M($i: CreateArtifactInput!) { createArtifact(input: $i) { artifact { id } } }"""
)
MANIFEST = """mutation M($i: CreateArtifactManifestInput!) { createArtifactManifest(input: $i) {
    artifactManifest { file { storagePath } } } }"""
FILES = """mutation M($i: CreateArtifactFilesInput!) { createArtifactFiles(input: $i) { files { edges { node {
    id name displayName storagePath uploadUrl uploadHeaders artifact { id } } } } } }"""
COMMIT = "mutation M($i: CommitArtifactInput!) { commitArtifact(input: $i) { artifact { id state fileCount } } }"
RUN_FILES = """mutation M($i: CreateRunFilesInput!) { createRunFiles(input: $i) { runID files { id name uploadUrl } } }"""
DELETE_FILES = "mutation M($i: DeleteFilesInput!) { deleteFiles(input: $i) { success } }"
RUN = "mutation M($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"
LISTING = """query Q($e: String!, $n: Int!) { project(name: "p", entityName: $e) { runs(first: $n, order: "+created_at") {
    edges { cursor node { id name displayName state config summaryMetrics tags createdAt heartbeatAt group jobType
    historyKeys historyLineCount fileCount user { username } project { name entityName } readOnly } }
    pageInfo { endCursor hasNextPage } totalCount } } }"""
OF_RUN = """query Q($e: String!, $n: Int!) { project(name: "p", entityName: $e) { run(name: "run-0") { files(first: $n) {
    edges { node { id name url directUrl sizeBytes mimetype updatedAt md5 uploadUrl } } } } } }"""
OF_VERSION = """query Q($e: String!, $n: Int!) { project(name: "p", entityName: $e) { artifact(name: "NAME:v0") { files(first: $n) {
    edges { node { id name url directUrl sizeBytes mimetype updatedAt md5 digest uploadUrl } } } } } }"""


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    found = Counted(tmp_path)
    yield found
    found.store.close()


def md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content).digest()).decode()


def log_version(counted: Counted, name: str, number: int) -> dict[str, int]:
    """Log a version with a number of files, and return the statements of each step."""
    contents = {f"{index}.txt": f"{name} {index}".encode() for index in range(number)}
    digests = {path: md5(content) for path, content in contents.items()}
    lines = "".join(f"{path}:{digests[path]}\n" for path in sorted(digests))
    digest = hashlib.md5(f"wandb-artifact-manifest-v1\n{lines}".encode()).hexdigest()
    own = {"entityName": counted.user.entity, "projectName": "p"}
    made = counted.write(
        CREATE,
        **own,
        artifactTypeName="dataset",
        artifactCollectionName=name,
        digest=digest,
        digestAlgorithm="MANIFEST_MD5",
    )
    number_of = made["artifact"]["id"]
    entries = {
        path: {"digest": digests[path], "size": len(content), "birthArtifactID": number_of}
        for path, content in contents.items()
    }
    manifest = json.dumps({"version": 1, "contents": entries}).encode()
    place = counted.write(
        MANIFEST,
        artifactID=number_of,
        name="wandb_manifest.json",
        digest=md5(manifest),
        entityName=counted.user.entity,
        projectName="p",
        runName="none",
        type="FULL",
    )
    steps: dict[str, int] = {}
    counted.count()
    specs = [{"artifactID": number_of, "name": path, "md5": digests[path]} for path in contents]
    files = counted.write(FILES, artifactFiles=specs, storageLayout="V2")
    steps["files"] = counted.count()
    nodes = [each["node"] for each in files["files"]["edges"]]
    assert all(each["uploadUrl"] for each in nodes)
    bodies = {each["storagePath"]: contents[each["name"]] for each in nodes}
    counted.upload({**bodies, place["artifactManifest"]["file"]["storagePath"]: manifest})
    steps["uploads"] = counted.count()
    committed = counted.write(COMMIT, artifactID=number_of)["artifact"]
    steps["commit"] = counted.count()
    assert committed == {"id": number_of, "state": "COMMITTED", "fileCount": number}
    return steps


def test_statements_of_a_version_do_not_grow_with_its_files(counted: Counted) -> None:
    few, many = log_version(counted, "few", FEW), log_version(counted, "many", MANY)
    assert many["files"] <= few["files"]
    assert many["commit"] <= few["commit"]
    # All that arrive while others are noted are noted together.
    assert many["uploads"] <= 3 * few["uploads"]
    assert sum(many.values()) < 80
    for name, number in (("few", FEW), ("many", MANY)):
        counted.count()
        page = counted.send(
            OF_VERSION.replace("NAME", name), {"e": counted.user.entity, "n": number}
        )
        files = page["project"]["artifact"]["files"]["edges"]
        assert len(files) == number
        assert counted.count() < 15


def test_statements_of_run_files_do_not_grow_with_their_number(counted: Counted) -> None:
    own = {"entityName": counted.user.entity, "projectName": "p"}
    for number in range(2):
        counted.write(RUN, entityName=counted.user.entity, modelName="p", name=f"run-{number}")
    counts: dict[int, list[int]] = {}
    for number in (FEW, MANY):
        counted.count()
        names = [f"{number}/{index}.txt" for index in range(number)]
        made = counted.write(RUN_FILES, **own, runName="run-0", files=names)["files"]
        found = [counted.count()]
        again = counted.write(RUN_FILES, **own, runName="run-0", files=[*names, names[0]])["files"]
        assert [each["id"] for each in again] == [*(each["id"] for each in made), made[0]["id"]]
        found.append(counted.count())
        paths = [each["uploadUrl"].partition("/storage/")[2] for each in made]
        counted.upload({path.rpartition("/")[0]: b"bytes" for path in paths})
        counted.count()
        page = counted.send(OF_RUN, {"e": counted.user.entity, "n": number})
        nodes = [each["node"] for each in page["project"]["run"]["files"]["edges"]]
        assert [each["name"] for each in nodes] == names
        assert {each["sizeBytes"] for each in nodes} == {5}
        found.append(counted.count())
        assert counted.write(DELETE_FILES, files=[each["id"] for each in made])["success"]
        found.append(counted.count())
        counts[number] = found
    assert counts[MANY] <= counts[FEW], counts


def test_statements_of_a_page_do_not_grow_with_its_runs(counted: Counted) -> None:
    for number in range(40):
        counted.write(
            RUN,
            entityName=counted.user.entity,
            modelName="p",
            name=f"run-{number}",
            config=json.dumps({"lr": {"value": number}}),
            summaryMetrics=json.dumps({"loss": number}),
        )
    counts = []
    for number in (2, 40):
        counted.count()
        page = counted.send(LISTING, {"e": counted.user.entity, "n": number})
        assert len(page["project"]["runs"]["edges"]) == number
        counts.append(counted.count())
    assert counts[1] <= counts[0], counts
