"""Summary of a run, with a method that saves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypeVar

from runql._models._attributes.json_values import encode_document
from runql._models.runs.summary import SummaryBase, SummaryReader
from runql._wire.json_types import JsonValue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

__all__ = ["AsyncSummary", "ConfigT", "SummaryT"]


class AsyncSummary(SummaryBase):
    """The summary of a run; edits are local until its `update()` or `run.update()`."""

    def __init__(
        self,
        values: dict[str, JsonValue] | SummaryReader,
        save: Callable[[], Awaitable[None]] | None = None,
        touch: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(values, touch)
        self._save = save

    async def update(self, values: Mapping[str, object] | None = None) -> None:
        """Set summary values, and save all pending edits of the run.

        Raises:
            UsageError: If a value cannot be stored as JSON; nothing was set and nothing was sent.
            NotFoundError: If the run has been deleted.

        Requests: Those of `run.update()`, which merges the values into the server's current summary.
        """
        self._note_touch()
        self._values.update(encode_document(values or {}, "summary"))
        if self._save is not None:
            await self._save()


ConfigT = TypeVar("ConfigT", default=dict[str, JsonValue])
"""Type of `run.config`: a dict, or the type passed as `config=`."""

SummaryT = TypeVar("SummaryT", default=AsyncSummary)
"""Type of `run.summary`: a mapping, or the type passed as `summary=`."""
