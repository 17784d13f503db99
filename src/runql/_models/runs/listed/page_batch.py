"""Runs of one page. Missing parts are loaded for all of them in one request."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from runql._models.runs.base import RunBase
    from runql._models.runs.fields import Part

__all__ = ["PageBatch"]

AnyRun = TypeVar("AnyRun", bound="RunBase[object, object]")


class PageBatch(Generic[AnyRun]):
    """The runs of one page, by weak references."""

    def __init__(self) -> None:
        self._members: list[weakref.ref[AnyRun]] = []

    def add(self, run: AnyRun) -> None:
        """Add a run to the page."""
        self._members.append(weakref.ref(run))

    def lacking(self, run: AnyRun, parts: frozenset[Part]) -> dict[str, AnyRun]:
        """Return the given run and all runs of the page without one of the parts, by id."""
        alive = [member for member in (ref() for ref in self._members) if member is not None]
        lacking = (each for each in alive if not all(map(each.is_loaded, parts)))
        return {each.id: each for each in (run, *lacking)}

    def __reduce__(self) -> tuple[object, ...]:
        # Weak references cannot be pickled. A run starts without a page in another process.
        return (PageBatch, ())
