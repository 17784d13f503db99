"""Artifacts of the server: with the unmodified official SDK, and what is refused of those who send nonsense."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

WHOLE = """
import datetime, json, os, pathlib
import wandb
def settings():
    return wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True,
                          disable_code=True, disable_job_creation=True, save_code=False)
seen = {}
root = pathlib.Path("tree"); (root / "a").mkdir(parents=True)
(root / "a/x.txt").write_text("hello"); (root / "b.bin").write_bytes(os.urandom(3000)); (root / "e").touch()

def made(**more):
    artifact = wandb.Artifact("ds", "dataset", **more)
    artifact.add_dir(str(root))
    return artifact

with wandb.init(project="whole", id="maker", settings=settings()) as run:
    first = run.log_artifact(made(description="first", metadata={"n": 1}), aliases=["best"], tags=["t1"])
    first.wait()
    seen["first"] = [first.name, first.digest == made().digest, sorted(first.aliases), first.tags,
                     first.metadata, first.description, first.state, first.size, first.file_count]
    again = run.log_artifact(made()); again.wait()
    seen["again"] = again.name
    run.log({"table": wandb.Table(columns=["a", "b"], data=[[1, 2], [3, 4]])})
    (root / "c").write_text("new")
    second = run.log_artifact(made()); second.wait()
    seen["second"] = second.name
    third = second.new_draft(); third.remove("c"); third.add_reference(pathlib.Path("tree/c").absolute().as_uri(), name="ref")
    third = run.log_artifact(third); third.wait()
    run.link_artifact(second, "whole/port", aliases=["prod"])
with wandb.init(project="whole", id="grower", settings=settings()) as run:
    grown = wandb.Artifact("ds", "dataset", incremental=True)
    pathlib.Path("more.txt").write_text("more"); grown.add_file("more.txt")
    grown = run.log_artifact(grown); grown.wait()
    seen["incremental"] = [grown.version, sorted(grown.manifest.entries)]
with wandb.init(project="whole", id="taker", settings=settings()) as run:
    used = run.use_artifact("ds:v1")
    path = used.download(root="out"); used.verify(path)
    seen["downloaded"] = sorted(p.relative_to(path).as_posix() for p in pathlib.Path(path).rglob("*") if p.is_file())
    entry = used.get_entry("b.bin").download(root="single")
    seen["single"] = pathlib.Path(entry).read_bytes() == (root / "b.bin").read_bytes()

api = wandb.Api()
seen["types"] = [t.name for t in api.artifact_types("whole")] + [api.artifact_type("dataset", "whole").name]
seen["collections"] = [c.name for c in api.artifact_collections("whole", "dataset")]
seen["filtered"] = [c.name for c in api.artifact_type("dataset", "whole").collections(filters={"name": {"$regex": "^po"}}, order="-name")]
seen["versions"] = [v.name for v in api.artifacts("dataset", "whole/ds")]
seen["ordered"] = [v.name for v in api.artifacts("dataset", "whole/ds", order="+created_at", per_page=1)]
seen["tagged"] = [v.name for v in api.artifacts("dataset", "whole/ds", tags=["t1"])]
seen["exists"] = [api.artifact_exists("whole/ds:v0"), api.artifact_exists("whole/ds:v9"),
                  api.artifact_exists("whole/nope:v0"), api.artifact_collection_exists("whole/ds", "dataset"),
                  api.artifact_collection_exists("whole/ds", "model")]
v1 = api.artifact("whole/ds:v1")
seen["lineage"] = [v1.logged_by().id, [r.id for r in v1.used_by()], v1.linked_artifacts[0].qualified_name.split("/")[-1]]
seen["files"] = [f.name for f in v1.files(per_page=2)]
seen["run"] = [sorted(a.name for a in api.run("whole/maker").logged_artifacts()), [a.name for a in api.run("whole/taker").used_artifacts()]]
port = api.artifact("whole/port:prod")
seen["link"] = [port.name, port.source_name, port.is_link, port.collection.is_sequence()]
seen["table"] = api.artifact("whole/run-maker-table:latest").get("table").data
by_digest = api.artifact("whole/ds:" + v1.digest); seen["digest"] = by_digest.version

v1.description = "edited"; v1.metadata = {"q": 1.5}; v1.aliases.append("extra"); v1.tags = ["q1"]
v1.ttl = datetime.timedelta(days=3); v1.save()
read = wandb.Api().artifact("whole/ds:extra")
seen["edited"] = [read.description, read.metadata, sorted(read.aliases), read.tags, read.ttl.days]
read.aliases.remove("extra"); read.tags = []; read.save()
read = wandb.Api().artifact("whole/ds:v1"); seen["taken back"] = [sorted(read.aliases), read.tags]
port.unlink(); seen["unlinked"] = api.artifact_exists("whole/port:prod")
linked = v1.link("whole/other", aliases=["x"]); seen["linked"] = [linked.name, linked.source_name]
collection = api.artifact_collection("dataset", "whole/ds")
collection.name = "renamed"; collection.description = "words"; collection.tags = ["k"]; collection.save()
collection = api.artifact_collection("dataset", "whole/renamed"); collection.type = "data"; collection.save()
collection = api.artifact_collection("data", "whole/renamed")
seen["collection"] = [collection.name, collection.description, collection.tags, collection.type, sorted(collection.aliases)]
try:
    api.artifact("whole/renamed:v0").delete(); seen["refused"] = False
except Exception as error:
    seen["refused"] = "aliases" in str(error)
api.artifact("whole/renamed:v0").delete(delete_aliases=True)
seen["left"] = [v.version for v in api.artifacts("data", "whole/renamed")]
collection.delete(); seen["deleted"] = api.artifact_collection_exists("whole/renamed", "data")
print(json.dumps(seen))
"""

START = """mutation($input: CreateArtifactInput!) { createArtifact(input: $input) {
  artifact { id state artifactSequence { id latestArtifact { id } } } } }"""
MANIFEST = """mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) {
  artifactManifest { id file { uploadUrl } } } }"""
FILES = """mutation($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { edges { node {
  storagePath uploadUrl uploadMultipartUrls { uploadID uploadUrlParts { partNumber uploadUrl } } artifact { id } } } } } }"""
COMMIT = "mutation($id: ID!) { commitArtifact(input: {artifactID: $id}) { artifact { id state versionIndex } } }"
COMPLETE = """mutation($input: CompleteMultipartUploadArtifactInput!) {
  completeMultipartUploadArtifact(input: $input) { digest } }"""


@pytest.fixture(scope="module")
def seen(official: Official) -> dict[str, Any]:
    """What the official SDK made of the server."""
    found: dict[str, Any] = json.loads(official(WHOLE).splitlines()[-1])
    return found


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (
            "first",
            ["ds:v0", True, ["best", "latest"], ["t1"], {"n": 1}, "first", "COMMITTED", 3005, 3],
        ),
        ("again", "ds:v0"),
        ("second", "ds:v1"),
        ("incremental", ["v3", ["a/x.txt", "b.bin", "e", "more.txt", "ref"]]),
        ("downloaded", ["a/x.txt", "b.bin", "c", "e"]),
        ("single", True),
        ("types", ["dataset", "run_table", "dataset"]),
        ("collections", ["ds", "port"]),
        ("filtered", ["port"]),
        ("versions", ["ds:v3", "ds:v2", "ds:v1", "ds:v0"]),
        ("ordered", ["ds:v0", "ds:v1", "ds:v2", "ds:v3"]),
        ("tagged", ["ds:v0"]),
        ("exists", [True, False, False, True, False]),
        ("lineage", ["maker", ["taker"], "port:v0"]),
        ("files", ["a/x.txt", "b.bin", "c", "e"]),
        ("run", [["ds:v0", "ds:v1", "ds:v2", "run-maker-table:v0"], ["ds:v1"]]),
        ("link", ["port:prod", "ds:v1", True, False]),
        ("table", [[1, 2], [3, 4]]),
        ("digest", "v1"),
        ("edited", ["edited", {"q": 1.5}, ["extra"], ["q1"], 3]),
        ("taken back", [[], []]),
        ("unlinked", False),
        ("linked", ["other:v0", "ds:v1"]),
        ("collection", ["renamed", "words", ["k"], "data", ["best", "latest"]]),
        ("refused", True),
        ("left", ["v3", "v2", "v1"]),
        ("deleted", False),
    ],
)
def test_the_sdk_finds_what_it_expects(seen: dict[str, Any], what: str, expected: object) -> None:
    assert seen[what] == expected


class Version:
    """A version made by hand, one request at a time."""

    def __init__(self, http: httpx.Client, entity: str, name: str, files: dict[str, bytes]) -> None:
        self.http, self.entity, self.name = http, entity, name
        self.digests = {path: md5(content) for path, content in files.items()}
        self.entries = {
            path: {"digest": self.digests[path], "size": len(content)}
            for path, content in files.items()
        }
        self.id = ""

    def ask(self, query: str, **variables: object) -> Any:
        answer = self.http.post("/graphql", json={"query": query, "variables": variables}).json()
        if answer.get("errors"):
            raise LookupError(answer["errors"][0]["message"])
        return answer["data"]

    def digest(self) -> str:
        lines = "".join(f"{path}:{self.digests[path]}\n" for path in sorted(self.digests))
        return hashlib.md5(f"wandb-artifact-manifest-v1\n{lines}".encode()).hexdigest()

    def start(self, digest: str | None = None, **more: object) -> Any:
        given = {
            "entityName": self.entity,
            "projectName": "by-hand",
            "artifactTypeName": "dataset",
            "artifactCollectionName": self.name,
            "digest": digest or self.digest(),
            "digestAlgorithm": "MANIFEST_MD5",
            "enableDigestDeduplication": True,
            **more,
        }
        artifact = self.ask(START, input=given)["createArtifact"]["artifact"]
        self.id = artifact["id"]
        return artifact

    def manifest(self, digest: str = "", kind: str = "FULL", **more: object) -> Any:
        given = {
            "artifactID": self.id,
            "name": "wandb_manifest.json",
            "digest": digest,
            "entityName": self.entity,
            "projectName": "by-hand",
            "runName": "",
            "type": kind,
            **more,
        }
        found = self.ask(MANIFEST, input=given)["createArtifactManifest"]["artifactManifest"]
        return found["file"]["uploadUrl"]

    def place(self, path: str, **more: object) -> Any:
        spec = {"artifactID": self.id, "name": path, "md5": self.digests[path], **more}
        answer = self.ask(FILES, input={"artifactFiles": [spec], "storageLayout": "V2"})
        return answer["createArtifactFiles"]["files"]["edges"][0]["node"]

    def send_manifest(self, kind: str = "FULL", **more: object) -> None:
        text = json.dumps({"version": 1, "contents": self.entries}).encode()
        self.http.put(self.manifest(md5(text), kind, **more), content=text).raise_for_status()

    def commit(self) -> Any:
        return self.ask(COMMIT, id=self.id)["commitArtifact"]["artifact"]


def md5(content: bytes) -> str:
    return base64.b64encode(hashlib.md5(content).digest()).decode()


@pytest.fixture(scope="module")
def http(sandbox: Sandbox, user: SandboxUser) -> Iterator[httpx.Client]:
    auth = ("api", user.api_key)
    with httpx.Client(base_url=sandbox.base_url, auth=auth, timeout=30) as client:
        yield client


def version(http: httpx.Client, user: SandboxUser, name: str, **files: bytes) -> Version:
    return Version(http, user.entity, name, files)


def test_a_version_counts_from_its_commit_on(http: httpx.Client, user: SandboxUser) -> None:
    made = version(http, user, "counts", f=b"counts")
    assert made.start()["state"] == "PENDING"
    place = made.place("f")
    assert place["artifact"]["id"] == made.id
    http.put(place["uploadUrl"], content=b"counts").raise_for_status()
    assert made.place("f")["uploadUrl"] is None
    made.send_manifest()
    assert made.commit()["versionIndex"] == 0
    assert made.start()["state"] == "COMMITTED"
    other = version(http, user, "elsewhere", f=b"counts")
    other.start()
    kept = other.place("f")
    assert kept["uploadUrl"] is None
    assert kept["artifact"]["id"] == made.id


def test_a_commit_without_a_manifest_or_a_file_is_refused(
    http: httpx.Client, user: SandboxUser
) -> None:
    made = version(http, user, "lacking", f=b"lacking")
    made.start()
    with pytest.raises(LookupError, match="no manifest"):
        made.commit()
    made.manifest()
    with pytest.raises(LookupError, match="was not uploaded"):
        made.commit()
    made.send_manifest()
    with pytest.raises(LookupError, match="the file 'f' was not uploaded"):
        made.commit()


def test_a_file_with_other_bytes_than_its_digest_is_refused(
    http: httpx.Client, user: SandboxUser
) -> None:
    made = version(http, user, "damaged", f=b"damaged")
    made.start()
    url = made.place("f")["uploadUrl"]
    sent = {"Content-MD5": md5(b"damaged")}
    assert http.put(url, content=b"DAMAGED", headers=sent).status_code == 400
    http.put(url, content=b"DAMAGED").raise_for_status()
    made.send_manifest()
    with pytest.raises(LookupError, match=r"has the MD5 .*, not"):
        made.commit()
    http.put(url, content=b"damaged").raise_for_status()
    assert made.commit()["state"] == "COMMITTED"
    # What is there is not spoilt by whoever still has the address.
    http.put(url, content=b"DAMAGED")
    address = f"/artifacts/{user.entity}/{hashlib.md5(b'damaged').hexdigest()}"
    assert http.get(address, follow_redirects=True).content == b"damaged"


def test_a_manifest_that_is_not_what_its_digests_say_is_refused(
    http: httpx.Client, user: SandboxUser
) -> None:
    made = version(http, user, "digests", f=b"digests")
    made.start(digest="0" * 32)
    http.put(made.place("f")["uploadUrl"], content=b"digests").raise_for_status()
    http.put(made.manifest(md5(b"{}")), content=b"[]").raise_for_status()
    with pytest.raises(LookupError, match=r"MD5 of 'wandb_manifest.json'"):
        made.commit()
    made.send_manifest()
    with pytest.raises(LookupError, match=r"manifest's digest is \w+, not 0000"):
        made.commit()
    made.entries["../up"] = made.entries["f"]
    made.send_manifest()
    with pytest.raises(LookupError, match="leads out"):
        made.commit()


def test_parts_are_put_together_and_checked(http: httpx.Client, user: SandboxUser) -> None:
    whole = b"a" * 700 + b"b" * 300
    made = version(http, user, "parts", f=whole)
    made.start()
    pieces = {1: whole[:700], 2: whole[700:]}
    wanted = [
        {"partNumber": number, "hexMD5": hashlib.md5(piece).hexdigest()}
        for number, piece in pieces.items()
    ]
    place = made.place("f", uploadPartsInput=wanted)
    assert place["uploadUrl"] is None
    upload = place["uploadMultipartUrls"]
    given = {
        "artifactID": made.id,
        "storagePath": place["storagePath"],
        "uploadID": upload["uploadID"],
        "completeMultipartAction": "Complete",
    }
    urls = {each["partNumber"]: each["uploadUrl"] for each in upload["uploadUrlParts"]}
    first = http.put(urls[1], content=pieces[1], headers={"Content-MD5": md5(pieces[1])})
    etags = [{"partNumber": 1, "hexMD5": first.headers["etag"]}]
    with pytest.raises(LookupError, match="not 1 to 2"):
        made.ask(COMPLETE, input={**given, "completedParts": etags})
    http.put(urls[2], content=b"b" * 299).raise_for_status()
    bad = [*etags, {"partNumber": 2, "hexMD5": hashlib.md5(b"b" * 299).hexdigest()}]
    with pytest.raises(LookupError, match="the parts have the MD5"):
        made.ask(COMPLETE, input={**given, "completedParts": bad})
    second = http.put(urls[2], content=pieces[2])
    etags.append({"partNumber": 2, "hexMD5": second.headers["etag"]})
    done = made.ask(COMPLETE, input={**given, "completedParts": etags})
    assert done["completeMultipartUploadArtifact"]["digest"] == md5(whole)
    made.send_manifest()
    assert made.commit()["state"] == "COMMITTED"


def test_versions_grow_from_others_and_from_several_hands(
    http: httpx.Client, user: SandboxUser
) -> None:
    base = version(http, user, "grown", a=b"grown a")
    base.start()
    http.put(base.place("a")["uploadUrl"], content=b"grown a")
    base.send_manifest()
    base.commit()
    more = version(http, user, "grown", b=b"grown b")
    more.start()
    http.put(more.place("b")["uploadUrl"], content=b"grown b")
    more.send_manifest("INCREMENTAL", baseArtifactID=base.id)
    more.commit()
    query = "query($id: ID!) { artifact(id: $id) { digest fileCount versionIndex } }"
    found = more.ask(query, id=more.id)["artifact"]
    more.digests |= base.digests
    assert found == {"digest": more.digest(), "fileCount": 2, "versionIndex": 1}
    hands = [version(http, user, "grown", **{name: name.encode()}) for name in ("x", "y")]
    for hand in hands:
        hand.start(distributedID="together")
        for name in hand.entries:
            http.put(hand.place(name)["uploadUrl"], content=name.encode())
        hand.send_manifest("PATCH")
    assert hands[0].id == hands[1].id
    hands[0].commit()
    assert hands[0].ask(query, id=hands[0].id)["artifact"]["fileCount"] == 2


def test_a_client_finds_its_own_version_by_its_own_id(
    http: httpx.Client, user: SandboxUser
) -> None:
    made = version(http, user, "mapped", f=b"mapped")
    made.start(clientID="mine")
    again = version(http, user, "mapped", f=b"mapped")
    again.start(clientID="mine")
    assert again.id == made.id
    query = 'query { clientIDMapping(clientID: "mine") { serverID } }'
    assert made.ask(query)["clientIDMapping"]["serverID"] == made.id


def test_an_alias_has_one_version_of_a_collection(http: httpx.Client, user: SandboxUser) -> None:
    aliases = [
        {"artifactCollectionName": "named", "alias": each} for each in ("latest", "candidate")
    ]
    made = version(http, user, "named", f=b"")
    for content in (b"named 0", b"named 1"):
        made = version(http, user, "named", f=content)
        made.start(aliases=aliases)
        http.put(made.place("f")["uploadUrl"], content=content)
        made.send_manifest()
        made.commit()
    query = """query($project: String!, $entity: String!) { project(name: $project, entityName: $entity) {
      artifactCollection(name: "named") { __typename aliases { edges { node { alias artifact { versionIndex } } } } }
      artifactCollectionMembership(name: "named:candidate") { versionIndex } } }"""
    found = made.ask(query, project="by-hand", entity=user.entity)["project"]
    assert [
        (each["node"]["alias"], each["node"]["artifact"]["versionIndex"])
        for each in found["artifactCollection"]["aliases"]["edges"]
    ] == [("latest", 1), ("candidate", 1)]
    bad = version(http, user, "named", f=b"named 2")
    bad.start(aliases=[{"artifactCollectionName": "named", "alias": "v3"}])
    http.put(bad.place("f")["uploadUrl"], content=b"named 2")
    bad.send_manifest()
    with pytest.raises(LookupError, match="invalid alias"):
        bad.commit()


def test_versions_are_filtered_by_the_server(http: httpx.Client, user: SandboxUser) -> None:
    made = version(http, user, "many", f=b"")
    for number in range(3):
        made = version(http, user, "many", f=f"many {number}".encode())
        made.start(
            metadata=json.dumps({"score": number, "deep": {"x": number}}),
            tags=[{"tagName": "even"}] if number % 2 == 0 else [],
        )
        http.put(made.place("f")["uploadUrl"], content=f"many {number}".encode())
        made.send_manifest()
        made.commit()
    query = """query($entity: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
      project(name: "by-hand", entityName: $entity) { artifactType(name: "dataset") { artifactCollection(name: "many") {
      __typename artifacts(filters: $filters, order: $order, first: $first, after: $after) {
      totalCount edges { version } pageInfo { endCursor hasNextPage } } } } } }"""

    def ask(filters: object, **more: object) -> Any:
        given = {"entity": user.entity, "filters": json.dumps(filters), **more}
        kind = made.ask(query, **given)["project"]["artifactType"]
        return kind["artifactCollection"]["artifacts"]

    def found(filters: object, **more: object) -> list[str]:
        return [each["version"] for each in ask(filters, **more)["edges"]]

    assert found({}) == ["v2", "v1", "v0"]
    assert found({"metadata.score": {"$gte": 1}}, order="+versionIndex") == ["v1", "v2"]
    assert found({"metadata.deep.x": 1}) == ["v1"]
    assert found({"tags": "even"}) == ["v2", "v0"]
    assert found({"state": "COMMITTED", "createdAt": {"$lt": "2000-01-01T00:00:00"}}) == []
    page = ask({}, first=2)
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    assert found({}, first=2, after=page["pageInfo"]["endCursor"]) == ["v0"]
    with pytest.raises(LookupError, match="Unknown field"):
        ask({"colour": "red"})


def test_nobody_else_reads_files_or_versions(
    sandbox: Sandbox, http: httpx.Client, user: SandboxUser
) -> None:
    made = version(http, user, "secret", f=b"secret")
    made.start()
    http.put(made.place("f")["uploadUrl"], content=b"secret")
    made.send_manifest()
    made.commit()
    digest = hashlib.md5(b"secret").hexdigest()
    addresses = [
        f"/artifactsV2/default/{user.entity}/by-hand/secret/{made.id}/{made.id}/{digest}/f",
        f"/artifactsV2/default/{user.entity}/by-hand/secret/{made.id}/{digest}/f",
        f"/artifactsV2/default/{user.entity}/{made.id}/{digest}",
        f"/artifacts/{user.entity}/{digest}",
    ]
    for address in addresses:
        assert http.get(address, follow_redirects=True).content == b"secret"
    stranger = sandbox.create_user("stranger-to-artifacts")
    with httpx.Client(base_url=sandbox.base_url, auth=("api", stranger.api_key)) as other:
        assert {other.get(address).status_code for address in addresses} == {404}
        query = {
            "query": "query($id: ID!) { artifact(id: $id) { digest } }",
            "variables": {"id": made.id},
        }
        answer = other.post("/graphql", json=query).json()
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert httpx.get(f"{sandbox.base_url}{addresses[0]}").status_code == 401


def test_bytes_go_with_the_last_version_that_has_them(
    http: httpx.Client, user: SandboxUser
) -> None:
    delete = "mutation($id: ID!) { deleteArtifact(input: {artifactID: $id, deleteAliases: true}) { artifact { state } } }"
    both = [version(http, user, name, f=b"shared bytes") for name in ("one", "two")]
    for made in both:
        made.start()
        url = made.place("f")["uploadUrl"]
        if url is not None:
            http.put(url, content=b"shared bytes")
        made.send_manifest()
        made.commit()
    address = f"/artifacts/{user.entity}/{hashlib.md5(b'shared bytes').hexdigest()}"
    assert both[0].ask(delete, id=both[0].id)["deleteArtifact"]["artifact"]["state"] == "DELETED"
    assert http.get(address, follow_redirects=True).content == b"shared bytes"
    both[1].ask(delete, id=both[1].id)
    assert http.get(address).status_code == 404
