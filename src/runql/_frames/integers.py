"""Integers that 64-bit columns represent exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["EXACT", "INT64", "are_exact"]

INT64: Final = range(-(2**63), 2**63)
"""Values of 64-bit integers."""

EXACT: Final = 2**53
"""The largest integer up to which floats represent all integers."""


def are_exact(values: Iterable[object]) -> bool:
    """Return whether floats represent all integers of the values exactly."""
    return all(-EXACT <= value <= EXACT for value in values if type(value) is int)
