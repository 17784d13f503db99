"""Data that every SDK logs, part by part, and the expected values for readers. Imports nothing: old SDKs load it too."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["EXPECTED", "PARTS", "PROJECT", "SINCE", "Facts"]

Facts = dict[str, Any]

PROJECT: Final = "witness"

_CONFIG: Final[Facts] = {
    "lr": 0.001,
    "layers": [64, 32],
    "optimizer": {"name": "adam", "eps": 1e-8},
}

EXPECTED: Final[dict[str, Facts]] = {
    "init": {
        "state": "finished",
        "name": "a name of its own",
        "group": "witnesses",
        "job_type": "train",
        "notes": "Notes, with an umlaut: ü.",
        "tags": ["first", "second"],
    },
    "log": {
        "rows": [
            {"_step": 0, "loss": 1.5, "epoch": 1, "phase": "warm"},
            {"_step": 1, "loss": 0.5, "epoch": 2, "phase": "hot"},
            {"_step": 7, "loss": 0.25, "epoch": 3},
        ],
        "lines": 3,
        "last_step": 7,
    },
    "nested": {
        "rows": [
            {"_step": 0, "train.loss": 1.0, "train.parts.a": 2.0, "several": [1, 2, 3]},
            {"_step": 1, "train.loss": 0.5, "train.parts.a": 1.0, "several": [4]},
        ],
    },
    "media": {
        "image": {"type": "image-file", "format": "png", "width": 4, "height": 3},
        "pixels": "c5e1a7",
        "histogram": {"type": "histogram", "values": [1, 2, 1]},
    },
    "table": {
        "columns": ["name", "score", "passed"],
        "data": [["a", 1.5, True], ["b", 2.5, False], ["c", None, True]],
    },
    "summary": {"best": 0.25, "named": "text", "deep": {"inner": 3}, "loss": 1.0, "low.min": 0.5},
    "config": {**_CONFIG, "epochs": 20, "late": "added"},
    "files": {"notes.txt": "kept by save\n", "folder/data.csv": "a,b\n1,2\n"},
    "artifact": {
        "names": ["numbers:v0", "numbers:v1"],
        "aliases": ["best", "latest"],
        "metadata": {"rows": 2, "source": {"kind": "made"}},
        "description": "Two numbers.",
        "entries": {"a.txt": "one\n", "folder/b.txt": "two, changed\n"},
        "used_by": ["artifact-user"],
        "linked": ["chosen:v0"],
    },
    "resume": {
        "rows": [{"_step": 0, "value": 1}, {"_step": 1, "value": 2}, {"_step": 2, "value": 3}],
        "config": {"first": 1, "second": 2},
        "summary": {"value": 3, "kept": "yes"},
        "state": "finished",
    },
    "offline": {
        "rows": [{"_step": 0, "value": 10}, {"_step": 1, "value": 20}],
        "config": {"where": "offline"},
        "summary": {"value": 20},
        "files": {"offline.txt": "kept offline\n"},
        "state": "finished",
    },
    "console": {"lines": ["a line of the console", "another one"]},
    "finish": {"states": {"finish-well": "finished", "finish-badly": "failed"}},
    "fork": {
        "rows": [
            {"_step": 0, "value": 1},
            {"_step": 1, "value": 2},
            {"_step": 2, "value": 30},
            {"_step": 3, "value": 40},
        ],
        "parent": [{"_step": step, "value": step + 1} for step in range(4)],
        "summary": {"value": 40},
        "state": "finished",
    },
    "rewind": {
        "rows": [{"_step": 0, "value": 1}, {"_step": 1, "value": 2}, {"_step": 2, "value": 30}],
        "config": {"first": 1},
        "summary": {"value": 30},
        "state": "finished",
    },
    "shared": {
        "first": [0, 1, 2, 3],
        "second": [100, 101, 102, 103],
        "state": "finished",
    },
}
"""Facts of each part. A row holds what was logged with it, and its step."""

PARTS: Final = tuple(EXPECTED)

SINCE: Final = {"fork": (0, 16, 5), "rewind": (0, 17, 1), "shared": (0, 19, 9)}
"""Parts that came with a later SDK, and with which."""
