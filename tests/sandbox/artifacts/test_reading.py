"""Artifacts of the server with the unmodified official SDK."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
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


@pytest.fixture(scope="module")
def seen(official: Official) -> dict[str, Any]:
    """Artifacts that the official SDK created."""
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
