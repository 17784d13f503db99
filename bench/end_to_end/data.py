"""The data of the benchmarks, laid into a sandbox's data folder by the sandbox's own store.

The official SDK would take an hour to log it, and the server minutes to take it in.
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import insert, select

from bench.end_to_end.projects import FILES, MANY, RUNS, SCAN
from runql_sandbox.store.accounts.tables import User
from runql_sandbox.store.data_folder import Store
from runql_sandbox.store.files import File
from runql_sandbox.store.history.lines import Line
from runql_sandbox.store.history.rows import HistoryKeys
from runql_sandbox.store.projects import Project
from runql_sandbox.store.runs.tables import Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

__all__ = ["lay"]

_ROWS_PER_FILE: Final = 100_000
_SMALL: Final = 20_000
_STARTED: Final = 1.79e9


def lay(folder: Path, counts: Mapping[str, set[int]], steps: int) -> None:
    """Fill a data folder that no server uses yet.

    Args:
        folder: The data folder.
        counts: How many of what is wanted, by the names of the sizes: each count has a run or a
            project of its own.
        steps: Rows of each of many histories.
    """
    store = Store(folder)
    filler = _Filler(store)
    with store.session() as session:
        for count in sorted(counts["runs"]):
            filler.lay_runs(session, count)
        filler.lay_histories(session, counts, steps)
        filler.lay_files(session, counts)
        session.commit()
    store.close()


class _Filler:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._entity = store.first_user().entity
        with store.session() as session:
            self._user_id = session.scalars(select(User.id)).one()
        self._noise = random.Random(0)
        self._numbers = np.random.default_rng(0)

    def lay_runs(self, session: Session, count: int) -> None:
        project = self._project(session, f"{RUNS}-{count}")
        for index in range(count):
            config: dict[str, object] = {
                f"key{i}": {"value": self._noise.random()} for i in range(49)
            }
            config["lr"] = {"value": self._noise.random()}
            config["_wandb"] = {"value": {"t": {"5": "0.31.0"}}}
            summary = {f"metric{i}": self._noise.random() for i in range(49)}
            summary["loss"] = self._noise.random()
            self._run(session, project, f"run{index:05d}", json.dumps(config), json.dumps(summary))

    def lay_histories(self, session: Session, counts: Mapping[str, set[int]], steps: int) -> None:
        scan = self._project(session, SCAN)
        for rows in sorted(counts["rows"]):
            run = self._run(session, scan, f"scan-{rows}")
            self._history(session, run, rows, 20, exported=True)
        for rows in sorted(counts["live"]):
            run = self._run(session, scan, f"live-{rows}")
            self._history(session, run, rows, 20, exported=False)
        for count in sorted(counts["many"]):
            many = self._project(session, f"{MANY}-{count}")
            for index in range(count):
                config = json.dumps({"algo": {"value": "abcd"[index % 4]}})
                run = self._run(session, many, f"run{index:05d}", config)
                self._history(session, run, steps, 10, exported=True)

    def lay_files(self, session: Session, counts: Mapping[str, set[int]]) -> None:
        project = self._project(session, FILES)
        for count in sorted(counts["files"]):
            small = self._run(session, project, f"small-{count}")
            for index in range(count):
                self._file(session, small, f"part/{index:05d}.bin", _SMALL)
        for size in sorted(counts["large"]):
            large = self._run(session, project, f"large-{size}")
            self._file(session, large, "large.bin", size)

    def _project(self, session: Session, name: str) -> Project:
        project = Project(entity=self._entity, name=name, description=None)
        session.add(project)
        session.flush()
        return project

    def _run(
        self,
        session: Session,
        project: Project,
        name: str,
        config: str = "{}",
        summary: str = "{}",
    ) -> Run:
        run = Run(
            project_id=project.id,
            user_id=self._user_id,
            name=name,
            display_name=name,
            state="finished",
            config=config,
            config_json=config,
            summary=summary,
            summary_json=summary,
        )
        session.add(run)
        session.flush()
        return run

    def _history(
        self, session: Session, run: Run, rows: int, metrics: int, *, exported: bool
    ) -> None:
        keys, exports = HistoryKeys(), list[str]()
        for start in range(0, rows, _ROWS_PER_FILE):
            table = self._table(start, min(rows, start + _ROWS_PER_FILE), metrics)
            if start == 0:
                keys.add(table.slice(0, 1).to_pylist()[0])
            session.execute(insert(Line), list(_lines(run.id, start, table)))
            if exported:
                key = f"history/{run.id}/{len(exports)}-{rows}.parquet"
                with self._store.blobs.replacing(key) as path:
                    pq.write_table(table, path, compression="snappy", use_dictionary=False)
                exports.append(key)
        document = keys.document()
        document["lastStep"] = rows - 1
        run.history_keys = json.dumps(document)
        run.exports, run.exported_lines = json.dumps(exports), rows if exported else 0

    def _table(self, start: int, stop: int, metrics: int) -> pa.Table:
        steps = np.arange(start, stop)
        columns = {"_step": pa.array(steps)}
        columns |= {"_timestamp": pa.array(_STARTED + steps), "_runtime": pa.array(steps / 10)}
        for index in range(metrics):
            columns[f"metric{index}"] = pa.array(self._numbers.random(stop - start))
        return pa.table(columns)

    def _file(self, session: Session, run: Run, name: str, size: int) -> None:
        digest, key = hashlib.md5(usedforsecurity=False), f"files/bench-{run.id}-{name}"
        with self._store.blobs.replacing(key) as path, path.open("wb") as file:
            for start in range(0, size, 2**20):
                chunk = self._noise.randbytes(min(2**20, size - start))
                digest.update(chunk)
                file.write(chunk)
        md5 = base64.b64encode(digest.digest()).decode()
        mimetype = "application/octet-stream"
        session.add(File(run_id=run.id, name=name, key=key, size=size, md5=md5, mimetype=mimetype))


def _lines(run_id: int, start: int, table: pa.Table) -> Iterator[dict[str, object]]:
    for offset, row in enumerate(table.to_pylist()):
        number = start + offset
        text = json.dumps(row)
        yield {"run_id": run_id, "kind": "history", "number": number, "step": number, "text": text}
