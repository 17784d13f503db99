"""Histories as their fields: pages of rows, samples, and the exported files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from bench.server.graphql import Node, Pieces, dumps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.server.graphql import Arguments, Piece, Value
    from bench.server.store import Rows

__all__ = ["History", "places_of"]


@dataclass(frozen=True, slots=True)
class History:
    """Some rows of a store as the history of a run; the step of a row is its position.

    Attributes:
        stored: The rows that it is a part of.
        start: Which of them is its first.
        length: How many rows it has.
        keys: Its metrics.
        exported: URLs of its parquet files; all rows are in them, or there are none.
    """

    stored: Rows
    start: int
    length: int
    keys: Sequence[str]
    exported: Sequence[str]

    def fields(self) -> Mapping[str, Value]:
        """Return the fields that a run has of it."""
        known = {
            key: {"typeCounts": [{"type": "number", "count": self.length}], "monotonic": False}
            for key in self.keys
        }
        last = self.length - 1
        files: dict[str, Value] = {"parquetUrls": dumps(list(self.exported)), "liveData": b"[]"}
        return {
            "historyKeys": dumps({"keys": known, "lastStep": last, "sets": [list(self.keys)]}),
            "historyLineCount": dumps(self.length),
            "lastHistoryStep": dumps(last),
            "parquetHistory": Node("ParquetHistory", files),
            "history": self._history,
            "sampledHistory": self._sampled,
        }

    def _history(self, asked: Arguments) -> Value:
        """Answer `history`: all rows of a range, or samples of the whole, as JSON strings."""
        if asked.get("minStep") is None and asked.get("maxStep") is None:
            return _listed(
                [
                    self._page(each, each + 1)
                    for each in places_of(self.length, asked.get("samples"))
                ]
            )
        first = max(0, cast("int", asked.get("minStep") or 0))
        after = asked.get("maxStep")
        return _listed(
            [
                self._page(
                    first, self.length if after is None else min(self.length, cast("int", after))
                )
            ]
        )

    def _sampled(self, asked: Arguments) -> Value:
        """Answer `sampledHistory`: for each spec a list of rows, cut down to its keys."""
        found = []
        for text in cast("Sequence[str]", asked["specs"]):
            spec = json.loads(text)
            lines = [
                self._page(each, each + 1)
                for each in places_of(
                    self.length, spec.get("samples"), spec.get("minStep"), spec.get("maxStep")
                )
            ]
            rows = [json.loads(json.loads(bytes(line))) for line in lines]
            keys = spec.get("keys")
            found.append(
                [{key: row[key] for key in keys if key in row} for row in rows] if keys else rows
            )
        return dumps(found)

    def _page(self, first: int, after: int) -> Piece:
        return self.stored.page(self.start + first, self.start + max(first, after))


def places_of(
    length: int, samples: object, first: object = None, last: object = None
) -> Sequence[int]:
    """Return the positions of evenly spaced samples, of all rows or from a first to a last one."""
    start = cast("int", first or 0)
    end = length - 1 if last is None else min(length - 1, cast("int", last))
    count = min(cast("int", samples or 500), end + 1 - start)
    if count < 2:
        return range(start, start + count)
    return [start + (end - start) * place // (count - 1) for place in range(count)]


def _listed(pages: Sequence[Piece]) -> Pieces:
    parts: list[Piece] = [b"["]
    for page in pages:
        parts += [page, b","]
    parts[-1] = b"]"
    return Pieces(parts)
