"""Samples of a history: one request each, and the same rows as ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runql._models.history.plan import HistoryQuery
from runql._paths.runs import RunPath
from runql._sync.history.live import LiveRows
from tests.pure.history.history_server import HistoryServer

if TYPE_CHECKING:
    from pathlib import Path

PATH = RunPath("e", "p", "run")
ROWS = [
    {"_step": step, "_timestamp": 1.5 * step, "_runtime": 0.5, "loss": step / 2}
    for step in range(20)
]
COUNTED = {"typeCounts": [{"type": "number", "count": 20}]}


def counting(server: HistoryServer, *keys: str) -> None:
    """Let a server count keys that every row has."""
    plan = server.plan()
    plan["historyKeys"] = {"lastStep": 19, "keys": dict.fromkeys(keys, COUNTED)}
    server.plan = lambda: plan  # type: ignore[method-assign]  # as the server counts


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        (None, ROWS),
        (("loss",), [{"_step": row["_step"], "loss": row["loss"]} for row in ROWS]),
        (
            ("loss", "_timestamp"),
            [{key: row[key] for key in ("_step", "loss", "_timestamp")} for row in ROWS],
        ),
        (("_timestamp",), [{key: row[key] for key in ("_step", "_timestamp")} for row in ROWS]),
    ],
)
@pytest.mark.parametrize("samples", [7, 50])
def test_a_sample_takes_one_request(
    tmp_path: Path, keys: tuple[str, ...] | None, rows: list[dict[str, Any]], samples: int
) -> None:
    server = HistoryServer(ROWS, tmp_path)
    counting(server, "loss", "_timestamp", "_runtime", "_step")
    with server.session() as session:
        parts = LiveRows(session, PATH).sample(HistoryQuery(keys), samples)
    assert server.requested == {"GetRunHistorySample": 1}
    assert parts.info.sampled == (samples < 20)
    assert (parts.info.total_rows, parts.info.complete) == (20, samples > 20)
    found = parts.to_records()
    assert len(found) == min(samples, 20)
    assert all(row in rows and list(row) == list(rows[0]) for row in found)


def test_keys_that_some_rows_lack_take_a_second_request(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [dict(row) for row in ROWS]
    for row in rows[10:]:
        del row["_runtime"]
    server = HistoryServer(rows, tmp_path)
    counting(server, "loss", "_timestamp", "_step")
    with server.session() as session:
        parts = LiveRows(session, PATH).sample(HistoryQuery(("loss", "_runtime")), 50)
    assert server.requested == {"GetRunHistorySample": 1, "GetRunSampledHistory": 1}
    assert parts.to_records() == [
        {"_step": row["_step"], "loss": row["loss"], "_runtime": row.get("_runtime")}
        for row in rows
    ]
