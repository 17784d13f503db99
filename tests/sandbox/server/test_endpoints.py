"""The server by itself, and with the unmodified official SDK logging to it and reading from it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql_sandbox.request.limits import LINE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

START = """
import json, math, sys
import wandb
settings = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
"""
READ = """
import json
import wandb
api = wandb.Api()
"""


@pytest.fixture(scope="module")
def http(sandbox: Sandbox, user: SandboxUser) -> Iterator[httpx.Client]:
    auth = ("api", user.api_key)
    with httpx.Client(base_url=sandbox.base_url, auth=auth, timeout=30) as client:
        yield client


def execute(http: httpx.Client, query: str, **variables: object) -> Any:
    response = http.post("/graphql", json={"query": query, "variables": variables})
    return response.json()


def read(official: Official, script: str) -> Any:
    return json.loads(official(READ + script).splitlines()[-1])


def test_the_sdk_logs_a_run_and_reads_it_back(official: Official) -> None:
    official(
        START
        + """
run = wandb.init(project="whole", id="one", name="label", config={"lr": 0.1}, tags=["t"], settings=settings)
for i in range(5):
    run.log({"loss": 1 / (i + 1), "nested": {"x": i}, "odd": math.nan if i else math.inf})
run.summary["best"] = 7
run.config.update({"late": [1, 2]})
run.finish()
"""
    )
    found = read(
        official,
        """
run = api.run("whole/one")
print(json.dumps({
    "state": run.state, "name": run.name, "config": run.config, "tags": run.tags,
    "summary": {k: v for k, v in run.summary_metrics.items() if not k.startswith("_")},
    "rows": list(run.scan_history(use_cache=False)), "last": run.lastHistoryStep,
    "files": sorted(f.name for f in run.files()), "metadata": bool(run.metadata["python"]),
    "sampled": len(run.history(samples=3, pandas=False)),
    "keyed": list(run.scan_history(keys=["loss"], use_cache=False)),
}))
""",
    )
    assert (found["state"], found["name"], found["tags"]) == ("finished", "label", ["t"])
    assert found["config"] == {"lr": 0.1, "late": [1, 2]}
    assert found["summary"]["best"] == 7
    assert found["summary"]["nested"] == {"x": 4}
    assert [row["loss"] for row in found["rows"]] == [1 / (i + 1) for i in range(5)]
    assert [row["nested.x"] for row in found["rows"]] == list(range(5))
    assert found["rows"][0]["odd"] == float("inf")
    assert found["rows"][1]["odd"] != found["rows"][1]["odd"]
    assert found["keyed"] == [{"_step": i, "loss": 1 / (i + 1)} for i in range(5)]
    assert found["last"] == 4
    assert {"config.yaml", "wandb-metadata.json", "wandb-summary.json"} <= set(found["files"])
    assert found["metadata"] is True
    assert found["sampled"] == 3


def test_a_run_that_fails_has_failed(official: Official) -> None:
    official(START + 'wandb.init(project="fails", id="bad", settings=settings).finish(exit_code=3)')
    assert read(official, 'print(json.dumps(api.run("fails/bad").state))') == "failed"


def test_a_run_is_taken_up_where_it_was_left(official: Official) -> None:
    official(
        START
        + """
for part in range(2):
    how = {"resume": "must"} if part else {}
    given = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
    run = wandb.init(project="again", id="one", settings=given, **how)
    for i in range(3):
        run.log({"value": 3 * part + i})
    run.finish()
"""
    )
    rows = read(
        official,
        'print(json.dumps(list(api.run("again/one").scan_history(use_cache=False))))',
    )
    assert [(row["_step"], row["value"]) for row in rows] == [(i, i) for i in range(6)]


def test_resuming_what_does_not_exist_is_refused(official: Official) -> None:
    with pytest.raises(AssertionError, match="does not exist or has not been initialized"):
        official(START + 'wandb.init(project="x", id="no", resume="must", settings=settings)')


def test_an_offline_run_is_synced(official: Official) -> None:
    official(
        START
        + """
import pathlib, subprocess
run = wandb.init(project="offline", id="off", mode="offline", settings=settings)
run.log({"loss": 0.5}); run.log({"loss": 0.25})
folder = pathlib.Path(run.dir).parent
run.finish()
subprocess.run([sys.executable, "-m", "wandb", "sync", str(folder)], check=True, capture_output=True)
"""
    )
    rows = read(
        official,
        'print(json.dumps([r["loss"] for r in api.run("offline/off").scan_history(use_cache=False)]))',
    )
    assert rows == [0.5, 0.25]


def test_the_sdk_edits_stops_and_deletes(official: Official) -> None:
    official(START + 'wandb.init(project="edits", id="one", settings=settings).finish()')
    found = read(
        official,
        """
run = api.run("edits/one")
run.tags = ["a", "b"]; run.notes = "n"; run.config["x"] = 1
run.update()
run.summary.update({"y": 2})
again = wandb.Api().run("edits/one")
shown = [again.tags, again.notes, again.config, again.summary_metrics.get("y")]
again.delete()
print(json.dumps([shown, len(wandb.Api().runs("edits"))]))
""",
    )
    assert found == [[["a", "b"], "n", {"x": 1}, 2], 0]


def test_an_unknown_key_is_refused(sandbox: Sandbox) -> None:
    for auth in (None, ("api", "x" * 40), ("other", sandbox.api_key)):
        response = httpx.post(
            f"{sandbox.base_url}/graphql", json={"query": "{viewer{id}}"}, auth=auth
        )
        assert response.status_code == 401
        assert response.json()["errors"]
        stream = httpx.post(f"{sandbox.base_url}/files/e/p/r/file_stream", json={}, auth=auth)
        assert stream.status_code == 401


def test_the_projects_of_others_are_not_found(
    sandbox: Sandbox, http: httpx.Client, user: SandboxUser
) -> None:
    made = "mutation($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"
    response = execute(http, made, i={"name": "r", "modelName": "private"})
    run = response["data"]["upsertBucket"]["bucket"]["id"]
    outsider = sandbox.create_user("stranger")
    with httpx.Client(base_url=sandbox.base_url, auth=("api", outsider.api_key)) as other:
        query = 'query($e: String) { project(name: "private", entityName: $e) { id } }'
        assert execute(other, query, e=user.entity)["data"] == {"project": None}
        for change in (
            f'mutation {{ deleteRun(input: {{id: "{run}"}}) {{ clientMutationId }} }}',
            f'mutation {{ stopRun(input: {{id: "{run}"}}) {{ success }} }}',
            f'mutation {{ upsertBucket(input: {{id: "{run}", notes: "x"}}) {{ inserted }} }}',
        ):
            assert execute(other, change)["errors"][0]["message"] == "run not found"
        foreign = execute(other, made, i={"name": "r", "modelName": "p", "entityName": user.entity})
        assert "permission denied" in foreign["errors"][0]["message"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("{ nonsense }", "Cannot query field"),
        ("{", "Syntax Error"),
        ('{ project(name: "whole") { runs(filters: "{") { edges { cursor } } } }', "invalid JSON"),
        ('{ project(name: "whole") { runs(after: "x") { edges { cursor } } } }', "is not a cursor"),
        ('{ project(name: "whole") { runs(order: "x") { edges { cursor } } } }', "x"),
        ('{ reportSearch(query: "x") { edges { cursor } } }', "not served by this sandbox"),
        ("{ viewer " + "{ userEntity { user " * 30 + "{ id }" + " } }" * 30 + " }", "deeper than"),
    ],
)
def test_bad_questions_get_an_error_that_says_why(
    http: httpx.Client, query: str, words: str
) -> None:
    execute(http, 'mutation { upsertModel(input: {name: "whole"}) { inserted } }')
    assert words in execute(http, query)["errors"][0]["message"]


def test_what_is_no_request_is_refused(http: httpx.Client) -> None:
    assert http.post("/graphql", content=b"[]").status_code == 400
    assert http.post("/graphql", content=b"{").status_code == 400


def test_an_empty_operation_name_means_none(http: httpx.Client) -> None:
    request = {
        "query": "query A { viewer { username } }",
        "operationName": "",
        "variables": {"no": 1},
    }
    assert http.post("/graphql", json=request).json()["data"]["viewer"]["username"]


@pytest.fixture
def stream(http: httpx.Client, user: SandboxUser) -> str:
    made = 'mutation { upsertBucket(input: {name: "lines", modelName: "stream"}) { inserted } }'
    execute(http, made)
    return f"/files/{user.entity}/stream/lines/file_stream"


def chunk(*lines: str, offset: int = 0) -> dict[str, Any]:
    return {"files": {"wandb-history.jsonl": {"offset": offset, "content": list(lines)}}}


def test_lines_from_an_offset_on_are_replaced(http: httpx.Client, stream: str) -> None:
    rows = [json.dumps({"_step": i, "v": i}) for i in range(4)]
    assert http.post(stream, json=chunk(*rows)).json()["limits"] == {}
    http.post(stream, json=chunk('{"_step": 2, "v": 20}', offset=2))
    query = '{ project(name: "stream") { run(name: "lines") { historyLineCount history historyKeys } } }'
    run = execute(http, query)["data"]["project"]["run"]
    assert run["historyLineCount"] == 3
    assert [json.loads(line)["v"] for line in run["history"]] == [0, 1, 20]
    assert run["historyKeys"]["lastStep"] == 2
    assert run["historyKeys"]["keys"]["v"]["typeCounts"] == [{"type": "number", "count": 3}]


def test_a_packed_stream_is_unpacked(http: httpx.Client, stream: str) -> None:
    body = gzip.compress(json.dumps(chunk('{"_step": 0}')).encode())
    response = http.post(stream, content=body, headers={"content-encoding": "gzip"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        chunk("x" * (LINE_BYTES + 1)),
        chunk("no json"),
        chunk("[1]"),
        {"files": {"wandb-history.jsonl": []}},
        {"files": {"wandb-history.jsonl": {"offset": -1, "content": []}}},
        {"files": {"wandb-history.jsonl": {"offset": 0, "content": [1]}}},
        {"files": [1]},
        {"complete": True, "exitcode": "bad"},
        [],
    ],
    ids=["long", "text", "list", "chunk", "offset", "line", "files", "exitcode", "body"],
)
def test_a_stream_that_cannot_be_taken_in_is_refused(
    http: httpx.Client, stream: str, body: Any
) -> None:
    assert http.post(stream, json=body).status_code == 400


def test_a_stop_is_told_with_the_next_report(http: httpx.Client, stream: str) -> None:
    run = execute(http, '{ project(name: "stream") { run(name: "lines") { id } } }')
    opaque = run["data"]["project"]["run"]["id"]
    execute(http, f'mutation {{ stopRun(input: {{id: "{opaque}"}}) {{ success }} }}')
    assert http.post(stream, json={}).json()["stopped"] is True


def test_files_go_through_signed_addresses(http: httpx.Client, user: SandboxUser) -> None:
    execute(http, 'mutation { upsertBucket(input: {name: "r", modelName: "files"}) { inserted } }')
    create = (
        'mutation($e: String!) { createRunFiles(input: {entityName: $e, projectName: "files", '
        'runName: "r", files: ["a/b.bin"]}) { files { name uploadUrl } } }'
    )
    upload_url = execute(http, create, e=user.entity)["data"]["createRunFiles"]["files"][0][
        "uploadUrl"
    ]
    content = bytes(range(256)) * 40
    md5 = base64.b64encode(hashlib.md5(content).digest()).decode()
    assert httpx.put(upload_url, content=b"other", headers={"content-md5": md5}).status_code == 400
    assert httpx.put(upload_url, content=content, headers={"content-md5": md5}).status_code == 200
    query = (
        '{ project(name: "files") { run(name: "r") { files(pattern: "a/%") { edges { node '
        "{ name sizeBytes md5 directUrl } } } } } }"
    )
    node = execute(http, query)["data"]["project"]["run"]["files"]["edges"][0]["node"]
    assert (node["name"], node["sizeBytes"], node["md5"]) == ("a/b.bin", len(content), md5)
    url = node["directUrl"]
    assert httpx.get(url).content == content
    part = httpx.get(url, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, content[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(content)}"
    assert httpx.head(url).headers["content-length"] == str(len(content))
    assert httpx.put(url, content=b"x").status_code == 403
    assert httpx.get(url.replace("signature=", "signature=0")).status_code == 403


def test_a_signature_expires() -> None:
    from runql_sandbox.request.signed_urls import Signer

    signer = Signer(b"secret", "http://x", seconds=-1)
    query = signer.url("GET", "k", "n").partition("?")[2]
    expires, signature = (part.partition("=")[2] for part in query.split("&"))
    assert float(expires) < time.time()
    assert not signer.allows("GET", "k", expires, signature)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../../x", "", "a\\b"])
def test_a_file_name_that_leads_elsewhere_is_refused(
    http: httpx.Client, user: SandboxUser, name: str
) -> None:
    execute(http, 'mutation { upsertBucket(input: {name: "r", modelName: "files"}) { inserted } }')
    create = (
        "mutation($e: String!, $n: String!) { createRunFiles(input: {entityName: $e, "
        'projectName: "files", runName: "r", files: [$n]}) { runID } }'
    )
    assert (
        "invalid file name" in execute(http, create, e=user.entity, n=name)["errors"][0]["message"]
    )


def test_users_are_added_by_administrators_only(sandbox: Sandbox, http: httpx.Client) -> None:
    assert http.post("/sandbox/users", json={"name": "me-too"}).status_code == 403
    made = sandbox.create_user("helped", admin=True)
    assert (made.username, made.entity, len(made.api_key)) == ("helped", "helped", 40)
    again = httpx.post(
        f"{sandbox.base_url}/sandbox/users", json={"name": "helped"}, auth=("api", sandbox.api_key)
    )
    assert again.status_code == 409


def test_system_metrics_are_kept_and_sampled_when_asked(
    sandbox: Sandbox, user: SandboxUser, http: httpx.Client
) -> None:
    with sandbox.api(user) as api:
        run = api.create_run("system", run_id="measured")
        lines = [
            json.dumps(
                {"_wandb": True, "_timestamp": 100.0 + i, "_runtime": i, "system.cpu": i / 2}
            )
            for i in range(30)
        ]
        chunk = {"files": {"wandb-events.jsonl": {"offset": 0, "content": lines}}}
        assert http.post(f"/files/{user.entity}/system/measured/file_stream", json=chunk).is_success
        frame = run.system_metrics_history()
        assert list(frame.columns) == ["_timestamp", "_runtime", "system.cpu"]
        assert frame["system.cpu"].tolist() == [i / 2 for i in range(30)]
        metadata = frame.attrs["runql"]
        assert (metadata["complete"], metadata["sampled"], metadata["total_rows"]) == (
            False,
            False,
            30,
        )
        assert run.history(stream="system").equals(frame)
        few = run.system_metrics_history(samples=5, format="records")
        assert (len(few), few.sampled) == (5, True)
        assert run.system_metrics == {"system.cpu": 14.5}


def test_settings_that_older_sdks_read_are_there(http: httpx.Client) -> None:
    made = """mutation{upsertBucket(input:{modelName:"p",name:"settings"}){serverSettings{serverMessages{utfText}}}}"""
    answer = execute(http, made)
    assert answer["data"]["upsertBucket"] == {"serverSettings": {"serverMessages": []}}
