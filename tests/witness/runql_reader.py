"""Read every part with runql: the same facts as `official_reader` has, so that the two can be compared."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runql import media as kinds
from tests.witness.values import EXPECTED, PROJECT

if TYPE_CHECKING:
    from runql import Api, Run

__all__ = ["READERS"]

Read = Callable[["Api"], dict[str, Any]]

READERS: dict[str, Read] = {}


def reads(function: Read) -> Read:
    """Register the reader of a part."""
    READERS[function.__name__] = function
    return function


def run_of(api: Api, name: str) -> Run:
    return api.run(f"{PROJECT}/{name}")


def rows_of(run: Run) -> list[dict[str, Any]]:
    return [dict(row) for row in run.scan_history()]


@reads
def init(api: Api) -> dict[str, Any]:
    run = run_of(api, "init")
    found = {name: getattr(run, name) for name in ("name", "group", "job_type", "notes", "tags")}
    return {**found, "state": str(run.state)}


@reads
def log(api: Api) -> dict[str, Any]:
    run = run_of(api, "log")
    return {
        "rows": rows_of(run),
        "lines": run.history_line_count,
        "last_step": run.last_history_step,
    }


@reads
def nested(api: Api) -> dict[str, Any]:
    return {"rows": rows_of(run_of(api, "nested"))}


@reads
def media(api: Api) -> dict[str, Any]:
    run = run_of(api, "media")
    (image,) = run.media("picture", kind=kinds.Image)
    (histogram,) = run.media("spread", kind=kinds.Histogram)
    return {
        "picture": image.value.raw,
        "content": image.read().hex(),
        "histogram": histogram.value.raw,
    }


@reads
def table(api: Api) -> dict[str, Any]:
    run = run_of(api, "table")
    found = run.table("results")
    assert found.rows == run.table("results", source="file").rows
    return {"columns": list(found.columns), "data": [list(row) for row in found.rows]}


@reads
def summary(api: Api) -> dict[str, Any]:
    return dict(run_of(api, "summary").summary)


@reads
def config(api: Api) -> dict[str, Any]:
    return dict(run_of(api, "config").config)


@reads
def files(api: Api) -> dict[str, Any]:
    run = run_of(api, "files")
    names = {file.name for file in run.files()}
    return {name: text_of(run, name) for name in EXPECTED["files"] if name in names}


def text_of(run: Run, name: str) -> str:
    return run.file(name).read().decode()


@reads
def artifact(api: Api) -> dict[str, Any]:
    found = api.artifact(f"{PROJECT}/numbers:best")
    with tempfile.TemporaryDirectory() as folder:
        root = found.download(folder)
        entries = {name: Path(root, name).read_text() for name in found.manifest.entries}
    logged = run_of(api, "artifact").logged_artifacts()
    return {
        "names": sorted(each.name for each in logged if each.type == "dataset"),
        "aliases": found.aliases,
        "metadata": found.metadata,
        "description": found.description,
        "entries": entries,
        "used_by": [each.id for each in found.used_by()],
        "linked": [version_of(api.artifact(f"{PROJECT}/chosen:production"))],
    }


def version_of(found: Any) -> str:
    """Return the collection and the version: the name may hold the alias that one asked for."""
    return f"{found.name.partition(':')[0]}:{found.version}"


@reads
def resume(api: Api) -> dict[str, Any]:
    return outcome(run_of(api, "resume"))


@reads
def offline(api: Api) -> dict[str, Any]:
    run = run_of(api, "offline")
    saved = {name: text_of(run, name) for name in EXPECTED["offline"]["files"]}
    return {**outcome(run), "files": saved}


@reads
def console(api: Api) -> dict[str, Any]:
    run = run_of(api, "console")
    assert list(run.console_logs(last=1000)) == list(run.console_logs())
    return {"lines": [line.text for line in run.console_logs()]}


@reads
def finish(api: Api) -> dict[str, Any]:
    names = EXPECTED["finish"]["states"]
    return {"states": {name: str(run_of(api, name).state) for name in names}}


@reads
def fork(api: Api) -> dict[str, Any]:
    return {**outcome(run_of(api, "fork")), "parent": rows_of(run_of(api, "parent"))}


@reads
def rewind(api: Api) -> dict[str, Any]:
    return outcome(run_of(api, "rewind"))


@reads
def shared(api: Api) -> dict[str, Any]:
    run = run_of(api, "shared")
    rows = rows_of(run)
    found = {
        writer: [row[writer] for row in rows if row.get(writer) is not None]
        for writer in ("first", "second")
    }
    return {**found, "state": str(run.state)}


def outcome(run: Run) -> dict[str, Any]:
    return {
        "rows": rows_of(run),
        "config": dict(run.config),
        "summary": dict(run.summary),
        "state": str(run.state),
    }
