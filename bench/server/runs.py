"""Runs of lists as nodes: 3 KB of config and 2 KB of summary each, drawn from the run's number."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Final, cast

from bench.server.graphql import Node, dumps
from bench.server.lists import page_of
from bench.server.sizes import METRICS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bench.server.graphql import Arguments, Value

__all__ = ["documents_of", "listed", "run_fields", "run_node"]

_OLDEST_FIRST: Final = {None, "", "+created_at", "+createdAt"}

_SAME: Final[Mapping[str, Value]] = {
    "state": b'"finished"',
    "jobType": b'"train"',
    "readOnly": b"false",
    "tags": b"[]",
    "config": b'"{\\"lr\\":{\\"value\\":0.1}}"',
    "summaryMetrics": b'"{}"',
    "systemMetrics": b'"{}"',
    "createdAt": b'"2026-01-01T00:00:00Z"',
    "heartbeatAt": b'"2026-01-02T00:00:00Z"',
    "updatedAt": b'"2026-01-02T00:00:00Z"',
    "computeSeconds": b"3600",
    "historyLineCount": b"10000",
    "projectId": b'"42"',
    "user": Node("User", {"id": b'"VXNlcjox"', "name": b'"Ada"', "username": b'"ada"'}),
}


def documents_of(index: int) -> tuple[dict[str, object], dict[str, object]]:
    """Return config and summary of a run by its number."""
    drawn = random.Random(index)
    config: dict[str, object] = {
        "_wandb": {"value": {"cli_version": "0.31.0", "t": {"3": [13, 23], "5": "0.31.0"}}},
        "lr": {"value": drawn.random()},
        "seed": {"value": index},
        "amp": {"value": index % 2 == 0},
        "layers": {"value": [64, 128, 256]},
        "data": {"value": {"path": f"s3://bucket/set-{index % 17}", "workers": 8}},
    }
    for key in range(45):
        value = drawn.random() if key % 3 else f"choice-{drawn.randrange(1000)}"
        config[f"parameter_{key:02}"] = {"value": value, "desc": None}
    summary: dict[str, object] = {name: drawn.random() for name in METRICS}
    summary |= {f"test/metric_{key:02}": drawn.random() for key in range(36)}
    summary |= {"_step": 9999, "_runtime": 3600.5, "_timestamp": 1.79e9 + index}
    return config, summary


def listed(index: int) -> Mapping[str, Value]:
    """Return the attributes that differ between the runs of a list."""
    config, summary = documents_of(index)
    system = {
        f"system.gpu.{gpu}.{name}": 25.0 + index % 75
        for gpu in range(4)
        for name in ("gpu", "memory", "temp", "powerWatts")
    }
    keys = {
        name: {"typeCounts": [{"type": "number", "count": 10_000}], "monotonic": False}
        for name in METRICS
    }
    minute, hour, day = index % 60, index // 60 % 24, 1 + index // 1440 % 28
    return {
        "name": dumps(f"run{index:06}"),
        "displayName": dumps(f"calm-sound-{index}"),
        "createdAt": dumps(f"2026-01-{day:02}T{hour:02}:{minute:02}:00Z"),
        "tags": dumps(["baseline"] if index % 3 else []),
        "group": dumps(f"group-{index % 20}"),
        "config": _document(config),
        "summaryMetrics": _document(summary),
        "systemMetrics": dumps(json.dumps(system)),
        "historyKeys": dumps({"keys": keys, "lastStep": 9999, "sets": []}),
    }


def run_node(own: Mapping[str, Value], project: Node) -> Node:
    """Return the node of a run, with the fields that differ between runs."""
    name = own["name"]
    assert isinstance(name, bytes)
    storage_id = dumps(f"run-{name.decode().strip(chr(34))}")
    return Node("Run", {**_SAME, "displayName": name, **own, "id": storage_id, "project": project})


def run_fields(runs: Sequence[Node]) -> Mapping[str, Value]:
    """Return the fields of a project that contain its runs."""
    by_name = {json.loads(cast("bytes", run.fields["name"])): run for run in runs}

    def matching(asked: Arguments) -> list[Node]:
        filters = json.loads(cast("str", asked.get("filters") or "{}"))
        if filters.keys() <= {"name"} and asked.get("order") in _OLDEST_FIRST:
            names = filters.get("name", {}).get("$in", by_name)
            return [by_name[name] for name in names if name in by_name]
        raise NotImplementedError(asked)

    return {
        "run": lambda asked: by_name.get(str(asked["name"])),
        "runCount": lambda asked: dumps(len(matching(asked))),
        "runs": lambda asked: page_of("Run", matching(asked), asked),
    }


def _document(content: Mapping[str, object]) -> Callable[[Arguments], Value]:
    """Return a JSON document as a field that can be cut down to some keys."""
    whole = dumps(json.dumps(content))

    def cut(asked: Arguments) -> Value:
        if asked.get("keys") is None:
            return whole
        wanted = cast("Sequence[str]", asked["keys"])
        return dumps(json.dumps({key: content[key] for key in wanted if key in content}))

    return cut
