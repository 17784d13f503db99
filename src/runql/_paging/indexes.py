"""Indexes and slices of lists."""

from __future__ import annotations

import operator
from typing import SupportsIndex

__all__ = ["checked_index", "items_needed"]


def checked_index(index: SupportsIndex | slice) -> int | slice:
    """Return an index or a slice with plain integers.

    Raises:
        TypeError: If the index is neither an integer nor a slice.
    """
    if isinstance(index, slice):
        bounds = (index.start, index.stop, index.step)
        return slice(*(None if each is None else _plain_index(each) for each in bounds))
    return _plain_index(index)


def _plain_index(index: SupportsIndex) -> int:
    try:
        return operator.index(index)
    except TypeError:
        raise TypeError(f"Indexes of a list must be integers or slices, got {index!r}.") from None


def items_needed(index: int | slice) -> int | None:
    """Return the number of items to read for an index or a slice; None for all items."""
    if isinstance(index, int):
        return None if index < 0 else index + 1
    bounds = (index.start, index.stop)
    if index.stop is None or any(bound is not None and bound < 0 for bound in bounds):
        return None
    if index.step is not None and index.step < 0:
        return None
    return int(index.stop)
