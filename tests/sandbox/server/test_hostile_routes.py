"""Addresses, headers and bodies that nobody means: refused with a 4xx, in bounded memory and time."""

from __future__ import annotations

import base64
import gzip
import json
import socket
import time
import zlib
from random import Random
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql_sandbox.request.limits import GRAPHQL_BYTES
from tests.sandbox.server.hostile import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser

VIEWER = json.dumps({"query": "{viewer{username}}"}).encode()
DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.fixture(scope="module")
def http(sandbox: Sandbox, user: SandboxUser) -> Iterator[httpx.Client]:
    auth = ("api", user.api_key)
    with httpx.Client(base_url=sandbox.base_url, auth=auth, timeout=60) as client:
        made = 'mutation{upsertBucket(input:{modelName:"p",name:"r"}){bucket{id}}}'
        assert client.post("/graphql", json={"query": made}).status_code == 200
        yield client


@pytest.fixture(scope="module")
def stream(user: SandboxUser) -> str:
    return f"/files/{user.entity}/p/r/file_stream"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"1",
        b"{",
        b"\xff",
        DEEP,
        b'{"query": 1}',
        b'{"query": "{viewer{username}}", "variables": 1}',
        b'{"query": "{viewer{username}}", "variables": [1]}',
        b'{"query": "{viewer{username}}", "operationName": 1}',
        b'{"query": "{viewer{username}}", "operationName": "Other"}',
        b'{"query": "\\ud800"}',
        b'{"query": "", "variables": {}}',
        b'{"query": "fragment F on User{id}"}',
        b'{"query": "subscription{a}"}',
        b'{"query": "query A{viewer{id}} query B{viewer{id}}"}',
        b'{"query": "{viewer{username}}", "variables": {"a": ' + b"9" * 5000 + b"}}",
        json.dumps({"query": "{" + "a{" * 5000 + "b" + "}" * 5001}).encode(),
        json.dumps({"query": "{a(x:" + "[" * 5000 + "]" * 5000 + ")}"}).encode(),
        json.dumps({"query": "#" * 300_000 + "\n{viewer{id}}"}).encode(),
    ],
)
def test_bodies_that_are_no_request(http: httpx.Client, body: bytes) -> None:
    answer = http.post("/graphql", content=body)
    assert answer.status_code == 400, answer.text[:300]
    assert answer.json()["errors"][0]["message"]


LISTS = "types{fields{type{" * 4 + "name" + "}}}" * 4
BRANCHES = " ".join(
    f"fragment A{i} on User{{x:teams{{edges{{node{{...B{i}}}}}}} y:teams{{edges{{node{{...B{i}}}}}}}}} "
    f"fragment B{i} on Entity{{members{{...A{i + 1}}}}}"
    for i in range(30)
)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("{" + " ".join(f"a{i}:viewer{{id}}" for i in range(201)) + "}", "aliases"),
        ("{viewer{" + "id " * 2001 + "}}", "fields"),
        ("{viewer" + " @skip(if: false)" * 501 + "{id}}", "directives"),
        ("{viewer{" + "teams{edges{node{" * 14 + "id" + "}}}" * 14 + "}}", "deeper"),
        ("{__schema{" + LISTS + "}}", "nested lists of types"),
        ("{viewer{...A0}} " + BRANCHES + " fragment A30 on User{id}", "deeper"),
        (" ".join(f"query Q{i}{{viewer{{id}}}}" for i in range(201)), "operations"),
    ],
)
def test_queries_have_limits(http: httpx.Client, query: str, named: str) -> None:
    answer = http.post(
        "/graphql", json={"query": query, "operationName": "Q0" if "Q0" in query else None}
    )
    assert answer.status_code == 400
    assert named in answer.json()["errors"][0]["message"]


def test_lists_have_limits(http: httpx.Client) -> None:
    query = 'query Q($n:[String]){project(name:"p"){run(name:"r"){files(names:$n){edges{cursor}}}}}'
    names = [str(each) for each in range(300_000)]
    answer = http.post("/graphql", json={"query": query, "variables": {"n": names}})
    assert answer.status_code < 500
    assert "too many" in answer.json()["errors"][0]["message"]


def test_a_body_is_not_unpacked_without_a_key(sandbox: Sandbox) -> None:
    bomb = gzip.compress(b"\0" * (100 << 20), 9, mtime=0)
    packed = {"Content-Encoding": "gzip"}
    for key in (None, ("api", "f" * 40)):
        answer = httpx.post(f"{sandbox.base_url}/graphql", content=bomb, headers=packed, auth=key)
        assert answer.status_code == 401


@pytest.mark.parametrize("where", ["/graphql", "stream"])
def test_a_body_is_unpacked_up_to_the_limit(http: httpx.Client, stream: str, where: str) -> None:
    bomb = gzip.compress(b"\0" * (100 << 20), 9, mtime=0)
    url = stream if where == "stream" else where
    answer = http.post(url, content=bomb, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("encoding", "body", "status"),
    [
        ("gzip", gzip.compress(VIEWER, mtime=0), 200),
        ("GZIP", gzip.compress(VIEWER[:9], mtime=0) + gzip.compress(VIEWER[9:], mtime=0), 200),
        ("identity", VIEWER, 200),
        ("gzip", VIEWER, 400),
        ("gzip", gzip.compress(VIEWER, mtime=0)[:-4], 400),
        ("gzip", b"", 400),
        ("deflate", zlib.compress(VIEWER), 415),
        ("br", VIEWER, 415),
        ("gzip, gzip", gzip.compress(gzip.compress(VIEWER, mtime=0), mtime=0), 415),
    ],
)
def test_encodings_of_bodies(http: httpx.Client, encoding: str, body: bytes, status: int) -> None:
    answer = http.post("/graphql", content=body, headers={"Content-Encoding": encoding})
    assert answer.status_code == status


def test_a_body_larger_than_the_limit_is_refused(http: httpx.Client) -> None:
    answer = http.post("/graphql", content=b" " * (GRAPHQL_BYTES + 1))
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "value",
    [
        "Basic",
        "Basic \xe9",
        "Basic ====",
        "Basic " + "A" * 50_000,
        "Basic " + base64.b64encode(b"\xff:\xff").decode(),
        "Basic " + base64.b64encode("api:\u20ac".encode()).decode(),
        "Basic " + base64.b64encode(b"api:" + b"\0" * 40).decode(),
        "Bearer x",
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/graphql"),
        ("POST", "/files/a/b/c/file_stream"),
        ("GET", "/files/a/b/c/d"),
        ("GET", "/artifacts/a/b"),
        ("POST", "/sandbox/users"),
        ("POST", "/sandbox/invites"),
        ("GET", "/sandbox/firings"),
    ],
)
def test_keys_that_are_none(sandbox: Sandbox, value: str, method: str, path: str) -> None:
    headers = [(b"Authorization", value.encode("latin-1"))]
    answer = httpx.request(method, sandbox.base_url + path, headers=headers, content=b"{}")
    assert answer.status_code in (400, 401, 403), answer.text[:300]


def test_long_headers_may_arrive_in_pieces(sandbox: Sandbox) -> None:
    url = httpx.URL(sandbox.base_url)
    pieces = [b"GET /graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Basic ", *[b"A" * 10_000] * 20]
    with socket.create_connection((url.host, url.port), timeout=30) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(0.02)
        connection.sendall(b"\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(2**16), b""))
    assert answer.startswith(b"HTTP/1.1 4"), answer[:300]


def test_wrong_keys_are_told_as_the_public_server_does(sandbox: Sandbox) -> None:
    query = 'query A{viewer{id}} mutation B{made:deleteRun(input:{id:"x"}){clientMutationId}}'
    url, key = f"{sandbox.base_url}/graphql", ("api", "f" * 40)
    for name, path in (("A", "viewer"), ("B", "made")):
        answer = httpx.post(url, json={"query": query, "operationName": name}, auth=key)
        assert answer.status_code == 401
        assert answer.json() == {
            "data": {path: None},
            "errors": [
                {
                    "message": "user is not logged in",
                    "path": [path],
                    "extensions": {"code": "PERMISSION_ERROR"},
                }
            ],
        }
    assert httpx.post(url, content=DEEP, auth=key).status_code == 401


def signed_url(http: httpx.Client) -> str:
    query = 'query Q($n:[String]!){project(name:"p"){run(name:"r"){files(names:$n){edges{node{uploadUrl directUrl}}}}}}'
    made = """mutation($e:String!){createRunFiles(input:{entityName:$e,projectName:"p",runName:"r",files:["a.bin"]}){
    files{uploadUrl}}}"""
    entity = http.post("/graphql", json={"query": "{viewer{entity}}"}).json()["data"]["viewer"][
        "entity"
    ]
    answer = http.post("/graphql", json={"query": made, "variables": {"e": entity}}).json()
    assert httpx.put(
        answer["data"]["createRunFiles"]["files"][0]["uploadUrl"], content=b"abc"
    ).is_success
    answer = http.post("/graphql", json={"query": query, "variables": {"n": ["a.bin"]}}).json()
    return str(answer["data"]["project"]["run"]["files"]["edges"][0]["node"]["directUrl"])


def test_signed_addresses_that_were_changed(http: httpx.Client) -> None:
    url = signed_url(http)
    assert httpx.get(url).content == b"abc"
    head, _, signature = url.rpartition("signature=")
    random = Random(1)
    forged = [
        head,
        head + "signature=",
        f"{head}signature=%C3%A9{signature[2:]}",
        url.replace("expires=", "expires=x"),
    ]
    key, expires = url.index("/storage/") + len("/storage/"), url.index("expires=")
    signed = [*range(key, url.rindex("/")), *range(expires, len(url))]
    for _ in range(40):
        wrong = random.choice(["%00", "%FF", "%C3%A9", "..", "/", "&", "?", "#", "%ED%A0%80"])
        at = random.choice(signed)
        forged.append(url[:at] + wrong + url[at + 1 :])
    for each in forged:
        if each != url:
            assert httpx.get(each).status_code in (400, 403, 404), each
            assert httpx.put(each, content=b"x").status_code in (400, 403, 404, 405), each


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=5-1"},
        {"Range": "bytes=99999999999999999999-"},
        {"Range": "bytes=-0"},
        {"Range": "bytes=a-b"},
        {"Range": "bytes=" + ",".join("0-0" for _ in range(5000))},
        {"Range": "lines=1-2"},
        {"Range": "bytes=0-1", "If-Range": "x\xe9"},
        {"If-None-Match": "\xe9"},
        {"If-Modified-Since": "yesterday"},
        {"Accept-Encoding": "\xe9"},
    ],
)
def test_odd_headers_of_downloads(http: httpx.Client, headers: dict[str, str]) -> None:
    odd = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    assert httpx.get(signed_url(http), headers=odd).status_code < 500


CHUNKS: list[Any] = [
    [],
    None,
    {"files": 1},
    {"files": {"wandb-history.jsonl": 1}},
    {"files": {"wandb-history.jsonl": {"offset": -1}}},
    {"files": {"wandb-history.jsonl": {"offset": "x"}}},
    {"files": {"wandb-history.jsonl": {"offset": 2**70, "content": ["{}"]}}},
    {"files": {"wandb-history.jsonl": {"content": "{}"}}},
    {"files": {"wandb-history.jsonl": {"content": [1]}}},
    {"files": {"wandb-history.jsonl": {"content": ["["]}}},
    {"files": {"wandb-history.jsonl": {"content": ["[1]"]}}},
    {"files": {"wandb-history.jsonl": {"content": ['{"a":' * 300 + "1" + "}" * 300]}}},
    {"files": {"wandb-summary.json": {"content": ["x"]}}},
    {"exitcode": "x"},
    {"exitcode": 2**70, "complete": True},
    # Half of a surrogate pair, which UTF-8 does not have.
    b'{"files": {"output.log": {"content": ["\xed\xa0\x80"]}}}',
    json.dumps({"files": {"output.log": {"content": ["\ud800"]}}}).encode("utf-16"),
]


@pytest.mark.parametrize("chunk", CHUNKS)
def test_chunks_that_are_none(http: httpx.Client, stream: str, chunk: Any) -> None:
    answer = http.post(stream, content=chunk if isinstance(chunk, bytes) else json.dumps(chunk))
    assert answer.status_code == 400, answer.text[:300]


ROWS = [
    {"_step": 2**70, "a": 1},
    {"_step": -5, "a": 2**70},
    {"_step": "x", "a": "\ud800"},
    {"_step": 1.5, "\ud800": {"\udfff": [None, "\ud800"]}},
    {"_step": 2, "a": {"_type": None}, "b": {"_type": {"x": 1}}},
    {"_step": float("nan"), "a": float("inf"), "": 1, ".": 2, "a.": {"": 3}},
    {"_step": 4, "_type": "x", "a\0b": "\0"},
    {"_step": 5, "nested": {"a": {"a": {"a": []}}}, "nested.a": 1},
    {"_step": 6, "a": 1},
    # Media values may name any type.
    {"_step": 7, "a": {"_type": "number"}, "b": {"_type": "list"}, "c": {"_type": "map", "d": 1}},
]


def test_odd_rows_are_read_back(http: httpx.Client, stream: str, user: SandboxUser) -> None:
    lines = [json.dumps(each) for each in ROWS]
    files = {
        "wandb-history.jsonl": {"offset": 0, "content": lines},
        "wandb-events.jsonl": {"offset": 0, "content": lines},
        "wandb-summary.json": {"offset": 0, "content": lines[-1:]},
        "output.log": {"offset": 0, "content": [*TEXTS[:12], "\ud800"]},
    }
    for done in (False, True):
        answer = http.post(stream, content=json.dumps({"files": files, "complete": done}))
        assert answer.status_code == 200, answer.text[:300]
        query = """query Q($k:[String!]!){project(name:"p"){run(name:"r"){history events historyKeys historyTail
        summaryMetrics systemMetrics sampledHistory(specs:["{\\"keys\\":[\\"a\\"]}"])
        parquetHistory(liveKeys:$k){liveData parquetUrls} logLines{edges{node{line}}}}
        runs(filters:"{\\"summary_metrics.a\\":{\\"$regex\\":\\"a\\"}}"){edges{node{id}}}}}"""
        body = {"query": query, "variables": {"k": ["a", "_step", "nested.a", "\ud800"]}}
        read = http.post("/graphql", content=json.dumps(body))
        assert read.status_code == 200, read.text[:500]
        assert "errors" not in read.json(), read.text[:500]
        assert len(read.json()["data"]["project"]["run"]["history"]) == len(ROWS)


@pytest.mark.parametrize("path", ["/sandbox/users", "/sandbox/invites"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        DEEP,
        b'{"name": 1}',
        b'{"name": ""}',
        b'{"name": "a/b"}',
        b'{"team": {}}',
        b'{"name": "x", "organization": 1}',
    ],
)
def test_calls_of_the_sandboxs_own(sandbox: Sandbox, path: str, body: bytes) -> None:
    answer = httpx.post(sandbox.base_url + path, content=body, auth=("api", sandbox.api_key))
    assert answer.status_code in (400, 404), answer.text


@pytest.mark.parametrize("seed", range(3))
def test_addresses_drawn_from_a_seed(http: httpx.Client, user: SandboxUser, seed: int) -> None:
    random = Random(seed)
    parts = [
        "files",
        "artifacts",
        "artifactsV2",
        "storage",
        "graphql",
        "p",
        "r",
        user.entity,
        "%00",
        "%FF",
        "..%2F",
    ]
    parts += [
        "%F0%9F%98%80",
        "",
        "QXJ0aWZhY3Q6MQ==",
        "QXJ0aWZhY3Q6" + "OTk5" * 9,
        "d41d8cd98f00b204e9800998ecf8427e",
    ]
    for _ in range(60):
        path = "/" + "/".join(random.choice(parts) for _ in range(random.randint(1, 8)))
        method = random.choice(["GET", "PUT", "POST", "HEAD", "DELETE", "OPTIONS", "PATCH"])
        answer = http.request(
            method, path + random.choice(["", "?expires=x&signature=é"]), content=b"{}"
        )
        assert answer.status_code < 500, (method, path, answer.text[:300])
