"""Histories are exported while others write: what readers find is what the history is."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from sqlalchemy import select

from runql_sandbox.ingest import exports
from runql_sandbox.ingest.exports import export
from runql_sandbox.ingest.file_stream import StreamError, take_in
from runql_sandbox.store.history.parquet import write_parquet
from runql_sandbox.store.runs.tables import Run
from tests.sandbox.server.counting import Counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RUN = "mutation M($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"
DELETE = "mutation M($i: DeleteRunInput!) { deleteRun(input: $i) { clientMutationId } }"


@pytest.fixture
def counted(tmp_path: Path) -> Iterator[Counted]:
    found = Counted(tmp_path)
    yield found
    found.store.close()


@pytest.fixture
def opaque(counted: Counted) -> str:
    """The id of a run, the only one."""
    made = counted.write(RUN, entityName=counted.user.entity, modelName="p", name="run")
    return str(made["bucket"]["id"])


def log(counted: Counted, first: int, losses: list[float], **more: object) -> None:
    """Write rows of the history from an offset on, and other streams."""
    rows = [json.dumps({"_step": first + n, "loss": each}) for n, each in enumerate(losses)]
    unneeded: list[str] = []
    with counted.store.writing(), counted.store.session() as session:
        run = session.scalars(select(Run)).one()
        chunk = {"wandb-history.jsonl": {"offset": first, "content": rows}}
        take_in(session, unneeded, run, {"files": {**chunk, **more}})
        session.commit()
    counted.store.blobs.delete_all(unneeded)


def exported(counted: Counted) -> tuple[list[float | None], int]:
    """Return the values that are in files, and how many lines these stand for."""
    with counted.store.session() as session:
        run = session.scalars(select(Run)).one()
    paths = [counted.store.blobs.path(key) for key in json.loads(run.exports)]
    values = [value for path in paths for value in pq.read_table(path)["loss"].to_pylist()]
    return values, run.exported_lines


def files(counted: Counted) -> int:
    """Return how many files of exports there are."""
    return len(list((counted.store.folder / "blobs/history").rglob("*.parquet")))


def act_during_exports(
    monkeypatch: pytest.MonkeyPatch, *actions: Callable[[], None]
) -> list[Callable[[], None]]:
    """Let another thread act, to its end, each time that files have just been written; return what is left."""
    left = list(actions)

    def write(*given: Any) -> list[str]:
        written = write_parquet(*given)
        if left:
            thread = threading.Thread(target=left.pop(0))
            thread.start()
            thread.join(60)
            assert not thread.is_alive()
        return written

    monkeypatch.setattr(exports, "write_parquet", write)
    return left


@pytest.mark.usefixtures("opaque")
def test_others_write_during_an_export(counted: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    log(counted, 0, [1.0, 2.0])
    left = act_during_exports(monkeypatch, lambda: log(counted, 2, [3.0]))
    export(counted.store, 1)
    assert exported(counted) == ([1.0, 2.0], 2)
    export(counted.store, 1)
    assert exported(counted) == ([1.0, 2.0, 3.0], 3)
    assert not left


@pytest.mark.usefixtures("opaque")
def test_a_history_rewritten_during_its_export_is_exported_again(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(counted, 0, [1.0, 2.0])
    left = act_during_exports(monkeypatch, lambda: log(counted, 0, [7.0, 8.0]))
    export(counted.store, 1)
    assert exported(counted) == ([7.0, 8.0], 2)
    assert (left, files(counted)) == ([], 1)


@pytest.mark.usefixtures("opaque")
def test_of_two_exports_of_a_run_one_is_kept(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(counted, 0, [1.0, 2.0])
    left = act_during_exports(monkeypatch, lambda: export(counted.store, 1))
    export(counted.store, 1)
    assert exported(counted) == ([1.0, 2.0], 2)
    assert (left, files(counted)) == ([], 1)


def test_an_export_of_a_deleted_run_leaves_no_files(
    counted: Counted, opaque: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(counted, 0, [1.0, 2.0])
    left = act_during_exports(monkeypatch, lambda: counted.write(DELETE, id=opaque))
    export(counted.store, 1)
    assert (left, files(counted)) == ([], 0)


@pytest.mark.usefixtures("opaque")
def test_exported_files_are_kept_when_a_rewrite_is_refused(counted: Counted) -> None:
    log(counted, 0, [1.0, 2.0])
    export(counted.store, 1)
    unreadable = {"offset": 0, "content": ["{"]}
    with pytest.raises(StreamError, match="summary cannot be read"):
        log(counted, 0, [7.0], **{"wandb-summary.json": unreadable})
    assert exported(counted) == ([1.0, 2.0], 2)
