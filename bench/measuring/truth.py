"""Expected results of every program: sums of the data, and files byte by byte."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from bench.server.histories import places_of
from bench.server.runs import documents_of
from bench.server.sizes import LARGE_FILE, METRICS, file_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.server.store import File, Store
    from bench.workloads.catalog import Workload

__all__ = ["Truth"]


class Truth:
    """Compares what programs found with the data of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sum_of_runs = functools.cache(_sum_of_runs)

    def check(
        self, workload: Workload, count: int, found: Mapping[str, float], folder: Path
    ) -> None:
        """Compare what a program found and wrote.

        Raises:
            AssertionError: If they differ.
        """
        if workload.truth in {"small", "large"}:
            self._check_files(self._files(workload, count), folder)
            return
        rows, total = self._expected(workload, count)
        assert found["rows"] == rows, (found, rows)
        assert math.isclose(found.get("sum", total), total, rel_tol=1e-9), (found, total)

    def _expected(self, workload: Workload, count: int) -> tuple[int, float]:
        if workload.truth == "many":
            return count * self._store.sizes.steps, self._store.sum_of_many(count)
        if workload.truth == "names":
            return count, float(sum(range(count)))
        if workload.truth == "runs":
            return count, self._sum_of_runs(count)
        if workload.truth == "samples":
            places = places_of(self._store.sizes.live, 500)
            total = math.fsum(map(self._store.value_of_live, places))
            return count * len(places), count * total
        return (1, 0.0) if workload.truth == "start" else (count, self._store.sum_of_live(count))

    def _files(self, workload: Workload, count: int) -> Mapping[str, File]:
        if workload.truth == "large":
            return {LARGE_FILE: self._store.large(count)}
        return {file_name(index): self._store.small(index) for index in range(count)}

    def _check_files(self, expected: Mapping[str, File], folder: Path) -> None:
        found = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }
        assert found == expected.keys(), found ^ expected.keys()
        for name, content in expected.items():
            with (folder / name).open("rb") as file:
                for part in content.cut(0, content.size):
                    for start in range(0, len(part), 2**24):
                        piece = part[start : start + 2**24]
                        assert file.read(len(piece)) == piece, name
                assert file.read(1) == b"", name


def _sum_of_runs(count: int) -> float:
    total = 0.0
    for config, summary in map(documents_of, range(count)):
        lr, value = config["lr"], summary[METRICS[0]]
        assert isinstance(lr, dict)
        assert isinstance(value, float)
        total += lr["value"] + value
    return total
