"""Versions made by hand, one request at a time: what the server takes, and what it refuses of those who send nonsense."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql_sandbox.ingest.manifests import read_manifest
from tests.sandbox.artifacts.by_hand import COMPLETE, Version, md5

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser


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
    target = made.request_target("f")
    assert target["artifact"]["id"] == made.id
    http.put(target["uploadUrl"], content=b"counts").raise_for_status()
    assert made.request_target("f")["uploadUrl"] is None
    made.send_manifest()
    assert made.commit()["versionIndex"] == 0
    assert made.start()["state"] == "COMMITTED"
    other = version(http, user, "elsewhere", f=b"counts")
    other.start()
    kept = other.request_target("f")
    assert kept["uploadUrl"] is None
    assert kept["artifact"]["id"] == made.id


def test_files_lie_where_the_storage_of_the_server_has_them(
    http: httpx.Client, user: SandboxUser
) -> None:
    placed = version(http, user, "placed", a=b"a")
    placed.start()
    assert placed.request_target("a")["storagePath"].startswith("wandb_artifacts/")


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
    url = made.request_target("f")["uploadUrl"]
    sent = {"Content-MD5": md5(b"damaged")}
    assert http.put(url, content=b"DAMAGED", headers=sent).status_code == 400
    http.put(url, content=b"DAMAGED").raise_for_status()
    made.send_manifest()
    with pytest.raises(LookupError, match=r"has the digest .*, not"):
        made.commit()
    http.put(url, content=b"damaged").raise_for_status()
    assert made.commit()["state"] == "COMMITTED"
    # A client that still has the upload URL cannot change the stored content.
    http.put(url, content=b"DAMAGED")
    address = f"/artifacts/{user.entity}/{hashlib.md5(b'damaged').hexdigest()}"
    assert http.get(address, follow_redirects=True).content == b"damaged"


def test_a_manifest_that_is_not_what_its_digests_say_is_refused(
    http: httpx.Client, user: SandboxUser
) -> None:
    made = version(http, user, "digests", f=b"digests")
    made.start(digest="0" * 32)
    http.put(made.request_target("f")["uploadUrl"], content=b"digests").raise_for_status()
    http.put(made.manifest(md5(b"{}")), content=b"[]").raise_for_status()
    with pytest.raises(LookupError, match=r"MD5 of 'wandb_manifest.json'"):
        made.commit()
    made.send_manifest()
    with pytest.raises(LookupError, match=r"manifest's digest is \w+, not 0000"):
        made.commit()
    made.entries["\0"] = made.entries["f"]
    made.send_manifest()
    with pytest.raises(LookupError, match="NUL"):
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
    target = made.request_target("f", uploadPartsInput=wanted)
    assert target["uploadUrl"] is None
    upload = target["uploadMultipartUrls"]
    given = {
        "artifactID": made.id,
        "storagePath": target["storagePath"],
        "uploadID": upload["uploadID"],
        "completeMultipartAction": "Complete",
    }
    urls = {each["partNumber"]: each["uploadUrl"] for each in upload["uploadUrlParts"]}
    first = http.put(urls[1], content=pieces[1], headers={"Content-MD5": md5(pieces[1])})
    etags = [{"partNumber": 1, "hexMD5": first.headers["etag"]}]
    with pytest.raises(LookupError, match="not 1 to 2"):
        made.execute(COMPLETE, input={**given, "completedParts": etags})
    http.put(urls[2], content=b"b" * 299).raise_for_status()
    bad = [*etags, {"partNumber": 2, "hexMD5": hashlib.md5(b"b" * 299).hexdigest()}]
    with pytest.raises(LookupError, match="the parts have the digest"):
        made.execute(COMPLETE, input={**given, "completedParts": bad})
    second = http.put(urls[2], content=pieces[2])
    etags.append({"partNumber": 2, "hexMD5": second.headers["etag"]})
    done = made.execute(COMPLETE, input={**given, "completedParts": etags})
    assert done["completeMultipartUploadArtifact"]["digest"] == md5(whole)
    made.send_manifest()
    assert made.commit()["state"] == "COMMITTED"


def test_versions_grow_from_others_and_from_several_hands(
    http: httpx.Client, user: SandboxUser
) -> None:
    base = version(http, user, "grown", a=b"grown a")
    base.start()
    http.put(base.request_target("a")["uploadUrl"], content=b"grown a")
    base.send_manifest()
    base.commit()
    more = version(http, user, "grown", b=b"grown b")
    more.start()
    http.put(more.request_target("b")["uploadUrl"], content=b"grown b")
    more.send_manifest("INCREMENTAL", baseArtifactID=base.id)
    more.commit()
    query = "query($id: ID!) { artifact(id: $id) { digest fileCount versionIndex } }"
    found = more.execute(query, id=more.id)["artifact"]
    more.digests |= base.digests
    assert found == {"digest": more.digest(), "fileCount": 2, "versionIndex": 1}
    hands = [version(http, user, "grown", **{name: name.encode()}) for name in ("x", "y")]
    for hand in hands:
        hand.start(distributedID="together")
        for name in hand.entries:
            http.put(hand.request_target(name)["uploadUrl"], content=name.encode())
        hand.send_manifest("PATCH")
    assert hands[0].id == hands[1].id
    hands[0].commit()
    assert hands[0].execute(query, id=hands[0].id)["artifact"]["fileCount"] == 2


def test_a_client_finds_its_own_version_by_its_own_id(
    http: httpx.Client, user: SandboxUser
) -> None:
    made = version(http, user, "mapped", f=b"mapped")
    made.start(clientID="mine")
    again = version(http, user, "mapped", f=b"mapped")
    again.start(clientID="mine")
    assert again.id == made.id
    query = 'query { clientIDMapping(clientID: "mine") { serverID } }'
    assert made.execute(query)["clientIDMapping"]["serverID"] == made.id


def test_an_alias_has_one_version_of_a_collection(http: httpx.Client, user: SandboxUser) -> None:
    aliases = [
        {"artifactCollectionName": "named", "alias": each} for each in ("latest", "candidate")
    ]
    made = version(http, user, "named", f=b"")
    for content in (b"named 0", b"named 1"):
        made = version(http, user, "named", f=content)
        made.start(aliases=aliases)
        http.put(made.request_target("f")["uploadUrl"], content=content)
        made.send_manifest()
        made.commit()
    query = """query($project: String!, $entity: String!) { project(name: $project, entityName: $entity) {
      artifactCollection(name: "named") { __typename aliases { edges { node { alias artifact { versionIndex } } } } }
      artifactCollectionMembership(name: "named:candidate") { versionIndex } } }"""
    found = made.execute(query, project="by-hand", entity=user.entity)["project"]
    assert [
        (each["node"]["alias"], each["node"]["artifact"]["versionIndex"])
        for each in found["artifactCollection"]["aliases"]["edges"]
    ] == [("latest", 1), ("candidate", 1)]
    bad = version(http, user, "named", f=b"named 2")
    bad.start(aliases=[{"artifactCollectionName": "named", "alias": "v3"}])
    http.put(bad.request_target("f")["uploadUrl"], content=b"named 2")
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
        http.put(made.request_target("f")["uploadUrl"], content=f"many {number}".encode())
        made.send_manifest()
        made.commit()
    query = """query($entity: String!, $filters: JSONString, $order: String, $first: Int, $after: String) {
      project(name: "by-hand", entityName: $entity) { artifactType(name: "dataset") { artifactCollection(name: "many") {
      __typename artifacts(filters: $filters, order: $order, first: $first, after: $after) {
      totalCount edges { version } pageInfo { endCursor hasNextPage } } } } } }"""

    def search(filters: object, **more: object) -> Any:
        given = {"entity": user.entity, "filters": json.dumps(filters), **more}
        kind = made.execute(query, **given)["project"]["artifactType"]
        return kind["artifactCollection"]["artifacts"]

    def found(filters: object, **more: object) -> list[str]:
        return [each["version"] for each in search(filters, **more)["edges"]]

    assert found({}) == ["v2", "v1", "v0"]
    assert found({"metadata.score": {"$gte": 1}}, order="+versionIndex") == ["v1", "v2"]
    assert found({"metadata.deep.x": 1}) == ["v1"]
    assert found({"tags": "even"}) == ["v2", "v0"]
    assert found({"state": "COMMITTED", "createdAt": {"$lt": "2000-01-01T00:00:00"}}) == []
    page = search({}, first=2)
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (3, True)
    assert found({}, first=2, after=page["pageInfo"]["endCursor"]) == ["v0"]
    with pytest.raises(LookupError, match="Unknown field"):
        search({"colour": "red"})


def test_nobody_else_reads_files_or_versions(
    sandbox: Sandbox, http: httpx.Client, user: SandboxUser
) -> None:
    made = version(http, user, "secret", f=b"secret")
    made.start()
    http.put(made.request_target("f")["uploadUrl"], content=b"secret")
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
    outsider = sandbox.create_user("stranger-to-artifacts")
    with httpx.Client(base_url=sandbox.base_url, auth=("api", outsider.api_key)) as other:
        assert {other.get(address).status_code for address in addresses} == {404}
        query = {
            "query": "query($id: ID!) { artifact(id: $id) { digest } }",
            "variables": {"id": made.id},
        }
        response = other.post("/graphql", json=query).json()
        assert response["errors"][0]["message"].endswith("not found")
    assert httpx.get(f"{sandbox.base_url}{addresses[0]}").status_code == 401


def test_bytes_go_with_the_last_version_that_has_them(
    http: httpx.Client, user: SandboxUser
) -> None:
    delete = "mutation($id: ID!) { deleteArtifact(input: {artifactID: $id, deleteAliases: true}) { artifact { state } } }"
    both = [version(http, user, name, f=b"shared bytes") for name in ("one", "two")]
    for made in both:
        made.start()
        url = made.request_target("f")["uploadUrl"]
        if url is not None:
            http.put(url, content=b"shared bytes")
        made.send_manifest()
        made.commit()
    address = f"/artifacts/{user.entity}/{hashlib.md5(b'shared bytes').hexdigest()}"
    assert (
        both[0].execute(delete, id=both[0].id)["deleteArtifact"]["artifact"]["state"] == "DELETED"
    )
    assert http.get(address, follow_redirects=True).content == b"shared bytes"
    both[1].execute(delete, id=both[1].id)
    assert http.get(address).status_code == 404


def test_a_project_goes_with_its_artifacts(http: httpx.Client, user: SandboxUser) -> None:
    base = version(http, user, "gone", f=b"gone 0")
    base.start(projectName="to-delete")
    http.put(base.request_target("f")["uploadUrl"], content=b"gone 0")
    base.send_manifest()
    base.commit()
    further = version(http, user, "gone", g=b"gone 1")
    further.start(projectName="to-delete")
    http.put(further.request_target("g")["uploadUrl"], content=b"gone 1")
    further.send_manifest("INCREMENTAL", baseArtifactID=base.id)
    further.commit()
    find = 'query($e: String!) { project(name: "to-delete", entityName: $e) { id artifactTypes { edges { node { name } } } } }'
    found = base.execute(find, e=user.entity)["project"]
    assert len(found["artifactTypes"]["edges"]) == 1
    base.execute(
        "mutation($id: String!) { deleteModel(input: {id: $id}) { success } }", id=found["id"]
    )
    assert base.execute(find, e=user.entity)["project"] is None
    address = f"/artifacts/{user.entity}/{hashlib.md5(b'gone 0').hexdigest()}"
    assert http.get(address).status_code == 404


@pytest.mark.parametrize("with_artifacts", [False, True])
def test_a_run_goes_with_what_it_made_only_when_told_so(
    http: httpx.Client, user: SandboxUser, with_artifacts: bool
) -> None:
    content = f"of a run {with_artifacts}".encode()
    made = version(http, user, f"of-a-run-{with_artifacts}", f=content)
    start = "mutation($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"
    name = f"owner-{with_artifacts}"
    given = {"entityName": user.entity, "modelName": "by-hand", "name": name}
    run = made.execute(start, i=given)["upsertBucket"]["bucket"]["id"]
    made.start(runName=name)
    http.put(made.request_target("f")["uploadUrl"], content=content)
    made.send_manifest()
    made.commit()
    remove = "mutation($id: ID!, $a: Boolean) { deleteRun(input: {id: $id, deleteArtifacts: $a}) { clientMutationId } }"
    made.execute(remove, id=run, a=with_artifacts)
    query = "query($id: ID!) { artifact(id: $id) { state createdBy { __typename } } }"
    state = made.execute(query, id=made.id)["artifact"]
    assert state == {
        "state": "DELETED" if with_artifacts else "COMMITTED",
        "createdBy": {"__typename": "User"},
    }


def test_runs_that_took_a_version_are_filtered(http: httpx.Client, user: SandboxUser) -> None:
    made = version(http, user, "taken", f=b"taken")
    made.start()
    http.put(made.request_target("f")["uploadUrl"], content=b"taken")
    made.send_manifest()
    made.commit()
    start = "mutation($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"
    use = "mutation($i: UseArtifactInput!) { useArtifact(input: $i) { artifact { id } } }"
    for name in ("taker-a", "taker-b"):
        made.execute(start, i={"entityName": user.entity, "modelName": "by-hand", "name": name})
        ids = {"entityName": user.entity, "projectName": "by-hand", "runName": name}
        made.execute(use, i={**ids, "artifactID": made.id})
    query = """query($id: ID!, $f: JSONString, $o: String) { artifact(id: $id) {
      usedBy(filters: $f, order: $o) { edges { node { name } } } } }"""

    def takers(**given: object) -> list[str]:
        edges = made.execute(query, id=made.id, **given)["artifact"]["usedBy"]["edges"]
        return [each["node"]["name"] for each in edges]

    assert takers() == ["taker-a", "taker-b"]
    assert takers(o="-name") == ["taker-b", "taker-a"]
    assert takers(f=json.dumps({"name": "taker-b"})) == ["taker-b"]


def test_paths_that_lead_out_of_the_artifact_are_kept() -> None:
    """The public server keeps them too; a client must not write them."""
    document = {"version": 1, "contents": {"../up": {"digest": "d", "size": 1}}}
    assert [each.path for each in read_manifest(json.dumps(document).encode())] == ["../up"]


@pytest.mark.parametrize("region", ["default", "minio-local"])
def test_the_only_storage_region_has_two_names(
    http: httpx.Client, user: SandboxUser, region: str
) -> None:
    made = version(http, user, region, f=region.encode())
    assert made.start(storageRegion=region)["state"] == "PENDING"


def test_another_storage_region_is_refused(http: httpx.Client, user: SandboxUser) -> None:
    with pytest.raises(LookupError, match="invalid storageRegion: coreweave-us"):
        version(http, user, "placed", f=b"f").start(storageRegion="coreweave-us")
