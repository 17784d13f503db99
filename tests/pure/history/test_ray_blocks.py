"""Blocks of Ray tasks: the rows of `run.history()`, however the exported files overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from runql._models.history.many_runs import HistoryPlan
from runql._models.history.plan import HistoryQuery
from runql._sync.history.reader import HistoryReader
from tests.pure.history.test_exported_values import PATH, server_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pure.history.history_server import HistoryServer


def blocks_of(
    server: HistoryServer,
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[str, ...] | None = None,
    mixed: frozenset[str] = frozenset(),
) -> list[list[dict[str, Any]]]:
    """Read each share of a run as a task of its own."""
    # Ray takes seconds to import, which every worker would spend to collect the tests.
    from runql import ray

    monkeypatch.setattr(ray, "Session", lambda _settings: server.session())
    with server.session() as session:
        reader = HistoryReader(session, PATH)
        extent = reader.extent()
        groups = reader.groups(extent)
    shares = ray.split(HistoryPlan(PATH, "id", "run", extent, "cursor"), groups)
    query = HistoryQuery(keys)
    tasks = [ray.Reading(server.settings, query, (s,), None, mixed) for s in shares]
    return [[row for table in task() for row in table.to_pylist()] for task in tasks]


@pytest.mark.parametrize("keys", [None, ("x",)], ids=["all", "chosen"])
def test_each_step_is_in_one_block_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...] | None
) -> None:
    files = [
        pa.table({"_step": [6, 8, 7, 7], "x": [6, 8, 0, 7]}),
        pa.table({"_step": [0, 1, 2, 3], "x": [0, 1, 2, 3]}),
        pa.table({"_step": [3, 2, 4], "x": [3, 2, 4]}),
    ]
    server = server_of(tmp_path, *files, live=[{"_step": 9, "x": 9}])
    blocks = blocks_of(server, monkeypatch, keys)
    assert [[row["_step"] for row in block] for block in blocks] == [
        [0, 1, 2, 3, 4],
        [6, 7, 8],
        [9],
    ]
    assert all(row["x"] == row["_step"] for block in blocks for row in block)


def test_a_single_file_is_not_read_for_its_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = server_of(tmp_path, pa.table({"_step": [1, 0], "x": [1, 0]}))
    assert [[row["x"] for row in block] for block in blocks_of(server, monkeypatch)] == [[0, 1]]
    assert len(server.storage.requested) == 1


def test_keys_of_mixed_types_are_strings_in_every_block_and_a_key_run_id_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pa.table({"_step": [0, 1], "x": [5, 6], "run_id": [7, 8]})
    server = server_of(tmp_path, table, live=[{"_step": 2, "x": "a", "run_id": "b"}])
    blocks = blocks_of(server, monkeypatch, mixed=frozenset({"x", "run_id"}))
    rows = [row for block in blocks for row in block]
    assert [row["x"] for row in rows] == ["5", "6", "a"]
    assert [row["history.run_id"] for row in rows] == ["7", "8", "b"]
    assert {row["run_id"] for row in rows} == {"run"}
