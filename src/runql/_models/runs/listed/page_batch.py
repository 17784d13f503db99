"""The runs that came with one page: what one of them lacks is requested all of them at once."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from runql._models.runs.base import RunBase
    from runql._models.runs.fields import Part

__all__ = ["PageBatch"]

AnyRun = TypeVar("AnyRun", bound="RunBase[object, object]")


class PageBatch(Generic[AnyRun]):
    """Runs of one page, held only as long as someone else holds them."""

    def __init__(self) -> None:
        self._members: list[weakref.ref[AnyRun]] = []

    def add(self, run: AnyRun) -> None:
        """Take a run into the page."""
        self._members.append(weakref.ref(run))

    def lacking(self, run: AnyRun, parts: frozenset[Part]) -> dict[str, AnyRun]:
        """Return the runs of the page that lack one of the documents, by id, and the given one."""
        alive = [member for member in (ref() for ref in self._members) if member is not None]
        lacking = (each for each in alive if not all(map(each.is_loaded, parts)))
        return {each.id: each for each in (run, *lacking)}

    def __reduce__(self) -> tuple[object, ...]:
        # Weak references do not travel to another process; a run arrives there on its own.
        return (PageBatch, ())
