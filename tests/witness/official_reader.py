"""Read every part with the `wandb.Api` of whichever SDK the interpreter has; prints facts as JSON. Run as a script."""

from __future__ import annotations

import json
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import wandb

from tests.witness.values import EXPECTED, PROJECT

Read = Callable[[wandb.Api], dict[str, Any]]

READERS: dict[str, Read] = {}


def reads(function: Read) -> Read:
    """Register the reader of a part."""
    READERS[function.__name__] = function
    return function


def run_of(api: wandb.Api, name: str) -> Any:
    return api.run(f"{api.default_entity}/{PROJECT}/{name}")


def rows_of(run: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in run.scan_history()]


def summary_of(run: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(run.summary._json_dict))
    return found


def text_of(run: Any, name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        run.file(name).download(root=folder)
        return Path(folder, name).read_text()


@reads
def init(api: wandb.Api) -> dict[str, Any]:
    run = run_of(api, "init")
    found = {name: getattr(run, name) for name in ("state", "name", "group", "tags", "notes")}
    return {**found, "job_type": run.job_type}


@reads
def log(api: wandb.Api) -> dict[str, Any]:
    run = run_of(api, "log")
    return {"rows": rows_of(run), "lines": run.historyLineCount, "last_step": run.lastHistoryStep}


@reads
def nested(api: wandb.Api) -> dict[str, Any]:
    return {"rows": rows_of(run_of(api, "nested"))}


@reads
def media(api: wandb.Api) -> dict[str, Any]:
    run = run_of(api, "media")
    (row,) = rows_of(run)
    with tempfile.TemporaryDirectory() as folder:
        run.file(row["picture"]["path"]).download(root=folder)
        content = Path(folder, row["picture"]["path"]).read_bytes()
    return {"picture": row["picture"], "content": content.hex(), "histogram": row["spread"]}


@reads
def table(api: wandb.Api) -> dict[str, Any]:
    run = run_of(api, "table")
    (row,) = rows_of(run)
    document = json.loads(text_of(run, row["results"]["path"]))
    with tempfile.TemporaryDirectory() as folder:
        (logged,) = [each for each in run.logged_artifacts() if each.type == "run_table"]
        logged.download(root=folder)
        (file,) = Path(folder).glob("*.table.json")
        kept = json.loads(file.read_text())
        assert (kept["columns"], kept["data"]) == (document["columns"], document["data"])
    return {"columns": document["columns"], "data": document["data"]}


@reads
def summary(api: wandb.Api) -> dict[str, Any]:
    return summary_of(run_of(api, "summary"))


@reads
def config(api: wandb.Api) -> dict[str, Any]:
    return dict(run_of(api, "config").config)


@reads
def files(api: wandb.Api) -> dict[str, Any]:
    run = run_of(api, "files")
    names = {file.name for file in run.files()}
    return {name: text_of(run, name) for name in EXPECTED["files"] if name in names}


@reads
def artifact(api: wandb.Api) -> dict[str, Any]:
    path = f"{api.default_entity}/{PROJECT}"
    found = api.artifact(f"{path}/numbers:best")
    run = run_of(api, "artifact")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(found.download(root=folder))
        entries = {name: (root / name).read_text() for name in found.manifest.entries}
    logged = [each for each in run.logged_artifacts() if each.type == "dataset"]
    return {
        "names": sorted(each.name for each in logged),
        "aliases": found.aliases,
        "metadata": found.metadata,
        "description": found.description,
        "entries": entries,
        "used_by": [each.id for each in found.used_by()],
        "linked": [version_of(api.artifact(f"{path}/chosen:production"))],
    }


def version_of(found: Any) -> str:
    """Return the collection and the version: the name may hold the alias that one asked for."""
    return f"{found.name.partition(':')[0]}:{found.version}"


@reads
def resume(api: wandb.Api) -> dict[str, Any]:
    return outcome(run_of(api, "resume"))


@reads
def offline(api: wandb.Api) -> dict[str, Any]:
    run = run_of(api, "offline")
    saved = {name: text_of(run, name) for name in EXPECTED["offline"]["files"]}
    return {**outcome(run), "files": saved}


@reads
def console(api: wandb.Api) -> dict[str, Any]:
    return {"lines": text_of(run_of(api, "console"), "output.log").splitlines()}


@reads
def finish(api: wandb.Api) -> dict[str, Any]:
    names = EXPECTED["finish"]["states"]
    return {"states": {name: run_of(api, name).state for name in names}}


@reads
def fork(api: wandb.Api) -> dict[str, Any]:
    return {**outcome(run_of(api, "fork")), "parent": rows_of(run_of(api, "parent"))}


@reads
def rewind(api: wandb.Api) -> dict[str, Any]:
    return outcome(run_of(api, "rewind"))


@reads
def shared(api: wandb.Api) -> dict[str, Any]:
    run = run_of(api, "shared")
    rows = rows_of(run)
    found = {
        writer: [row[writer] for row in rows if row.get(writer) is not None]
        for writer in ("first", "second")
    }
    return {**found, "state": run.state}


def outcome(run: Any) -> dict[str, Any]:
    return {
        "rows": rows_of(run),
        "config": dict(run.config),
        "summary": summary_of(run),
        "state": run.state,
    }


if __name__ == "__main__":
    api, read = wandb.Api(timeout=60), dict[str, dict[str, Any]]()
    for part in sys.argv[1:]:
        try:
            read[part] = READERS[part](api)
        except Exception:  # noqa: BLE001 - one part that fails must not hide the others
            read[part] = {"error": traceback.format_exc()[-1500:]}
    json.dump(read, sys.stdout, default=str)
