# Generated from src/runql/_async/runs/summary.py by `make generate`. Do not edit.

"""A run's summary that can save itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypeVar

from runql._models._attributes.json_values import encode_document
from runql._models.runs.summary import SummaryBase
from runql._wire.json_types import JsonValue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["ConfigT", "Summary", "SummaryT"]


class Summary(SummaryBase):
    """The last values that a run logged; edits stay local until `update()` of it or of the run."""

    def __init__(
        self,
        values: dict[str, JsonValue],
        save: Callable[[], None] | None = None,
        touch: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(values, touch)
        self._save = save

    def update(self, values: Mapping[str, object] | None = None) -> None:
        """Assign values, and save the run's edits.

        Raises:
            UsageError: If a value cannot be stored as JSON; nothing was assigned and nothing was
                sent.
            NotFoundError: If the run has been deleted.

        Requests: Two: the summary is read again, so that what others wrote in the meantime stays.
        """
        self._note_touch()
        self._values.update(encode_document(values or {}, "summary"))
        if self._save is not None:
            self._save()


ConfigT = TypeVar("ConfigT", default=dict[str, JsonValue])
"""What `run.config` is: a plain dict, or the type given as `config=`."""

SummaryT = TypeVar("SummaryT", default=Summary)
"""What `run.summary` is: a mapping, or the type given as `summary=`."""
