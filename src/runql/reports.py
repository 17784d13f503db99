"""Parts of reports: blocks, running text, panels, run sets.

`api.report` returns these objects, and `api.create_report` accepts them. Constructors check their arguments. Names and
arguments are those of wandb-workspaces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._expected_names.modules import hinting_getattr
from runql._models.reports.blocks import (
    BlockQuote,
    CalloutBlock,
    CodeBlock,
    Heading,
    List,
    ListItem,
    Paragraph,
)
from runql._models.reports.embeds import (
    Gallery,
    GalleryReport,
    GalleryURL,
    SoundCloud,
    Spotify,
    Twitter,
    UnknownBlock,
    WeaveBlock,
)
from runql._models.reports.figures import (
    HorizontalRule,
    Image,
    LatexBlock,
    MarkdownBlock,
    TableOfContents,
    Video,
)
from runql._models.reports.kinds import Block
from runql._models.reports.panels.base import Layout, Panel, UnknownPanel
from runql._models.reports.panels.browsers import (
    CodeComparer,
    MarkdownPanel,
    MediaBrowser,
    RunComparer,
    WeavePanel,
)
from runql._models.reports.panels.chart_arguments import GradientPoint
from runql._models.reports.panels.charts import BarPlot, LinePlot
from runql._models.reports.panels.custom import CustomChart
from runql._models.reports.panels.grids import PanelGrid, RunSetGroup, RunSetGroupKey
from runql._models.reports.panels.metric_keys import Config, Metric, SummaryMetric
from runql._models.reports.panels.points import (
    ParallelCoordinates,
    ParallelCoordinatesColumn,
    ParameterImportance,
    ScalarChart,
    ScatterPlot,
)
from runql._models.reports.panels.run_sets import OrderBy, RunSet, RunSettings
from runql._models.reports.short_names import (
    H1,
    H2,
    H3,
    CheckedList,
    CheckedListItem,
    InlineCode,
    InlineLatex,
    Link,
    OrderedList,
    UnorderedList,
)
from runql._models.reports.text import Span, Text, TextLike

P = Paragraph
"""Name of `Paragraph` in wandb-workspaces."""
ParallelCoordinatesPlot = ParallelCoordinates
"""Name of `ParallelCoordinates` in wandb-workspaces."""
ParallelCoordinatesPlotColumn = ParallelCoordinatesColumn
"""Name of `ParallelCoordinatesColumn` in wandb-workspaces."""
ParameterImportancePlot = ParameterImportance
"""Name of `ParameterImportance` in wandb-workspaces."""
Runset = RunSet
"""Name of `RunSet` in wandb-workspaces."""
RunsetGroup = RunSetGroup
"""Name of `RunSetGroup` in wandb-workspaces."""
RunsetGroupKey = RunSetGroupKey
"""Name of `RunSetGroupKey` in wandb-workspaces."""

__all__ = [  # noqa: RUF022 - plainly sorted, whatever is in capitals
    "BarPlot", "Block", "BlockQuote", "CalloutBlock", "CheckedList", "CheckedListItem", "CodeBlock", "CodeComparer",
    "Config", "CustomChart", "Gallery", "GalleryReport", "GalleryURL", "GradientPoint", "H1", "H2", "H3", "Heading",
    "HorizontalRule", "Image", "InlineCode", "InlineLatex", "LatexBlock", "Layout", "LinePlot", "Link", "List",
    "ListItem", "MarkdownBlock", "MarkdownPanel", "MediaBrowser", "Metric", "OrderBy", "OrderedList", "P", "Panel",
    "PanelGrid", "Paragraph", "ParallelCoordinates", "ParallelCoordinatesColumn", "ParallelCoordinatesPlot",
    "ParallelCoordinatesPlotColumn", "ParameterImportance", "ParameterImportancePlot", "RunComparer", "RunSet",
    "RunSetGroup", "RunSetGroupKey", "RunSettings", "Runset", "RunsetGroup", "RunsetGroupKey", "ScalarChart",
    "ScatterPlot", "SoundCloud", "Span", "Spotify", "SummaryMetric", "TableOfContents", "Text", "TextLike", "Twitter",
    "UnknownBlock", "UnknownPanel", "UnorderedList", "Video", "WeaveBlock", "WeavePanel",
]  # fmt: skip

# For a type checker, a module with `__getattr__` has all names.
if not TYPE_CHECKING:
    __getattr__ = hinting_getattr(__name__)
