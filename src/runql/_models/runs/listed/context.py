"""Shared state of the runs of one call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runql._models._attributes.remembered import Remembered
from runql._models._attributes.typed_json import DictShape, ModelShape
from runql._models.runs.listed.recent import RecentDocuments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._models.runs.fields import Part

__all__ = ["RunContext"]


@dataclass(frozen=True, slots=True)
class RunContext:
    """State that the runs of one call share.

    Attributes:
        app_url: Base URL of the web app.
        config_type: Type of configs; None for plain dicts.
        summary_type: Type of summaries; None for mappings.
        partial: Requested keys of each partial part.
        remembered: Objects that one run requested and others share, such as sweeps.
        recent: Recently decoded configs and summaries.
    """

    app_url: str
    config_type: type[Any] | None = None
    summary_type: type[Any] | None = None
    partial: Mapping[Part, frozenset[str]] = field(default_factory=dict, hash=False)
    remembered: Remembered = field(default_factory=Remembered, compare=False)
    recent: RecentDocuments = field(default_factory=RecentDocuments, compare=False)

    def __post_init__(self) -> None:
        for shape in (self.config_shape, self.summary_shape):
            shape.check()

    @property
    def config_shape(self) -> ModelShape[Any] | DictShape:
        """Conversion of configs."""
        return ModelShape(self.config_type, "config") if self.config_type else DictShape()

    @property
    def summary_shape(self) -> ModelShape[Any] | DictShape:
        """Conversion of summaries."""
        return ModelShape(self.summary_type, "summary") if self.summary_type else DictShape()
