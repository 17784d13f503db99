"""The content of the data folder: rows, exported histories and files."""

from __future__ import annotations

import base64
import hashlib
import json
import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bench.server.sizes import Sizes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bench.server.graphql import Piece

__all__ = ["File", "Repeated", "Store", "md5_of"]

_STRIDE = 26_839
"""Bytes between the beginnings of two small files; a prime, so that no two are the same."""


class File(Protocol):
    """The content of a file.

    Attributes:
        size: Its bytes.
    """

    @property
    def size(self) -> int: ...

    def cut(self, first: int, after: int) -> Sequence[Piece]:
        """Return the bytes from `first` up to but not including `after`."""
        ...


@dataclass(frozen=True, slots=True)
class Repeated:
    """Bytes over and over, so that a large file needs no room."""

    block: memoryview
    size: int

    def cut(self, first: int, after: int) -> Sequence[Piece]:
        """Return the bytes from `first` up to but not including `after`."""
        found = []
        while first < after:
            start = first % len(self.block)
            found.append(self.block[start : start + after - first])
            first += len(found[-1])
        return found


class Rows:
    """Rows of a history as JSON strings with commas in between."""

    def __init__(self, path: Path) -> None:
        self._text = _mapped(path.with_suffix(".rows"))
        self._starts = np.load(path.with_suffix(".npy")).tolist()

    def page(self, first: int, after: int) -> Piece:
        """Return rows as the inside of a JSON list."""
        return self._text[self._starts[first] : self._starts[after] - 1] if first < after else b""


class Store:
    """The data of a folder that `lay` has written.

    Attributes:
        sizes: How much there is.
        live: Rows of the long history.
        many: Rows of many histories, one history after the other.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        sizes = json.loads((folder / "sizes.json").read_text())
        self.sizes = Sizes(**sizes | {"exported": tuple(sizes["exported"])})
        self.live = Rows(folder / "live")
        self.many = Rows(folder / "many")
        self._block = _mapped(folder / "block")
        self._live_values = np.load(folder / "live-values.npy")
        self._live_sums = np.cumsum(self._live_values)
        self._many_sums = np.cumsum(np.load(folder / "many-values.npy"))

    def exported(self, rows: int) -> File | None:
        """Return the parquet file of a history of so many rows, if there is one."""
        if rows not in self.sizes.exported:
            return None
        content = _mapped(self._folder / f"exported-{rows}.parquet")
        return Repeated(content, len(content))

    def small(self, index: int) -> File:
        """Return a small file of an artifact."""
        size = self.sizes.small
        start = index * _STRIDE % (len(self._block) - size)
        return Repeated(self._block[start : start + size], size)

    def large(self, size: int) -> File:
        """Return a file of so many bytes."""
        return Repeated(self._block, size)

    def sum_of_live(self, rows: int) -> float:
        """Return the sum of the first metric of the first rows of the long history."""
        return float(self._live_sums[rows - 1])

    def value_of_live(self, row: int) -> float:
        """Return the first metric of a row of the long history."""
        return float(self._live_values[row])

    def sum_of_many(self, runs: int) -> float:
        """Return the sum of the first metric of the first of many histories."""
        return float(self._many_sums[runs * self.sizes.steps - 1])


def md5_of(file: File) -> str:
    """Return the MD5 of a file as W&B writes it."""
    digest = hashlib.md5(usedforsecurity=False)
    for part in file.cut(0, file.size):
        digest.update(part)
    return base64.b64encode(digest.digest()).decode()


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
