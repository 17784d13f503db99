"""Panel classes by the web app's name of the kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql._models.reports.panels.base import Panel, UnknownPanel, layout_of
from runql._models.reports.panels.browsers import (
    CodeComparer,
    MarkdownPanel,
    MediaBrowser,
    RunComparer,
    WeavePanel,
)
from runql._models.reports.panels.charts import BarPlot, LinePlot
from runql._models.reports.panels.custom import CustomChart
from runql._models.reports.panels.points import (
    ParallelCoordinates,
    ParameterImportance,
    ScalarChart,
    ScatterPlot,
)
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["KINDS", "read_panel"]

KINDS: Final[Mapping[str, type[Panel]]] = {
    each.KIND: each
    for each in (
        BarPlot, CodeComparer, CustomChart, LinePlot, MarkdownPanel, MediaBrowser, ParallelCoordinates,
        ParameterImportance, RunComparer, ScalarChart, ScatterPlot, WeavePanel,
    )
}  # fmt: skip


def read_panel(raw: Mapping[str, JsonValue]) -> Panel:
    """Return the panel of a spec; an `UnknownPanel` if the spec is invalid for its kind."""
    kind = str(raw.get("viewType") or "")
    known = KINDS.get("Weave" if kind == "Weave Trace" else kind)
    if known is not None:
        try:
            return known.from_spec(raw)
        except (UsageError, TypeError, ValueError, AttributeError):
            pass  # The web app wrote a value of another type.
    return UnknownPanel(layout=layout_of(raw), raw=raw)
