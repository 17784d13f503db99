"""The data: written once from a seed, into a folder that is best on a memory file system."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from bench.server.sizes import METRICS

if TYPE_CHECKING:
    from pathlib import Path

    from bench.server.sizes import Sizes

__all__ = ["lay"]

_PART: Final = 100_000
_STARTED: Final = 1.79e9


def lay(folder: Path, sizes: Sizes) -> None:
    """Write the files that a `Store` reads: about 1.6 GB at full size; a folder that has them stays."""
    folder.mkdir(parents=True, exist_ok=True)
    written, described = folder / "sizes.json", json.dumps(asdict(sizes))
    if written.exists() and written.read_text() == described:
        return
    written.unlink(missing_ok=True)
    drawn = np.random.default_rng(21)
    longest = max(sizes.live, *sizes.exported)
    steps = np.arange(longest)
    history = _history(steps, len(METRICS), drawn)
    _write_rows(folder / "live", history.head(sizes.live))
    np.save(folder / "live-values.npy", history[METRICS[0]].to_numpy())
    for rows in sizes.exported:
        pq.write_table(
            history.head(rows).to_arrow(),
            folder / f"exported-{rows}.parquet",
            compression="zstd",
            row_group_size=2**16,
        )
    many = _history(np.tile(np.arange(sizes.steps), sizes.many), 10, drawn)
    _write_rows(folder / "many", many)
    np.save(folder / "many-values.npy", many[METRICS[0]].to_numpy())
    (folder / "block").write_bytes(drawn.bytes(sizes.block))
    written.write_text(described)


def _history(steps: np.ndarray, metrics: int, drawn: np.random.Generator) -> pl.DataFrame:
    """Return a row for each step: curves that fall, with noise."""
    runtime = steps * 0.37
    columns = {"_step": steps, "_timestamp": _STARTED + runtime, "_runtime": runtime}
    fall = np.exp(-3 * steps / max(1, len(steps)))
    for name in METRICS[:metrics]:
        columns[name] = fall + 0.1 * drawn.standard_normal(len(steps))
    return pl.DataFrame(columns)


def _write_rows(path: Path, rows: pl.DataFrame) -> None:
    """Write rows as a list of JSON strings without its brackets, and where each begins.

    A page of any rows is one piece of the file.
    """
    lengths = []
    with path.with_suffix(".rows").open("wb") as file:
        for part in rows.iter_slices(_PART):
            lines = part.write_ndjson().encode().replace(b'"', b'\\"').splitlines()
            lengths += [len(line) + 3 for line in lines]
            file.write(b'"' + b'","'.join(lines) + b'",')
    np.save(path.with_suffix(".npy"), np.concatenate([[0], np.cumsum(lengths)]))
