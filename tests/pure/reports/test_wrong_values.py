"""Invalid values of a block, a panel or a run set are errors when it is created; nothing is sent."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from runql import reports as rr
from runql._models.reports.panels.arguments import Argument
from runql._models.reports.spec import read_blocks, write_block
from runql.errors import FilterError, UsageError
from runql.filters import F

if TYPE_CHECKING:
    from collections.abc import Callable

made: Any = rr  # Calls that type checkers refuse, as people without one make them.

WRONG: Final[dict[str, Callable[[], object]]] = {
    "layout too wide": lambda: rr.Layout(x=20, w=8),
    "layout of no rows": lambda: rr.Layout(h=0),
    "layout that is none": lambda: made.LinePlot(layout={"x": 1}),
    "metric that is none": lambda: made.LinePlot(y=[5]),
    "metric without a name": lambda: rr.LinePlot(y=[""]),
    "attribute in a history": lambda: rr.BarPlot(metrics=[rr.Metric("")]),
    "unknown attribute": lambda: rr.ScatterPlot(x="run.created"),
    "group that no run has": lambda: rr.LinePlot(groupby="algo"),
    "group of a summary": lambda: rr.LinePlot(groupby="summary.loss"),
    "range of one": lambda: made.LinePlot(range_x=(1,)),
    "range that ends first": lambda: rr.LinePlot(range_y=(2, 1)),
    "range of words": lambda: made.ScatterPlot(range_z=("a", "b")),
    "truth of words": lambda: made.LinePlot(log_y="yes"),
    "number of words": lambda: made.LinePlot(smoothing_factor="much"),
    "number below zero": lambda: rr.LinePlot(smoothing_factor=-1),
    "no runs": lambda: rr.LinePlot(max_runs_to_show=0),
    "unknown smoothing": lambda: made.LinePlot(smoothing_type="gausian"),
    "unknown mark": lambda: rr.LinePlot(line_marks={"a": "wavy"}),
    "unknown color": lambda: rr.LinePlot(line_colors={"a": "#12"}),
    "negative width": lambda: rr.LinePlot(line_widths={"a": -1}),
    "title that is none": lambda: made.LinePlot(title=0),
    "fields in a string": lambda: rr.LinePlot(legend_fields="run:name"),
    "orientation": lambda: made.BarPlot(orientation="vertical"),
    "diff": lambda: made.CodeComparer(diff="both"),
    "diff only": lambda: made.RunComparer(diff_only=False),
    "columns in a string": lambda: rr.ParallelCoordinates("config.lr"),
    "log of words": lambda: made.ParallelCoordinatesColumn("a", log="yes"),
    "offset": lambda: rr.GradientPoint("#ffffff", 101),
    "gradient": lambda: made.ScatterPlot(gradient=["#ffffff"]),
    "media axis": lambda: made.MediaBrowser(gallery_axis="steps"),
    "two modes": lambda: rr.MediaBrowser(gallery_axis="step", grid_x_axis="run"),
    "query of objects": lambda: made.CustomChart({"a": object()}),
    "query with run sets": lambda: rr.CustomChart({"runSets": {}}),
    "raw query": lambda: made.WeavePanel([]),
    "markdown": lambda: made.MarkdownPanel(5),
    "target": lambda: made.ParameterImportance(5),
    "no run sets": lambda: rr.PanelGrid([]),
    "run sets of others": lambda: made.PanelGrid(["runs"]),
    "panels of others": lambda: made.PanelGrid(panels=["loss"]),
    "a panel of no kind": lambda: rr.PanelGrid(panels=[rr.Panel()]),
    "active run set": lambda: rr.PanelGrid(active_runset=1),
    "color of a run": lambda: rr.PanelGrid(custom_run_colors={"a": "#"}),
    "color of no group": lambda: rr.PanelGrid(
        custom_run_colors={rr.RunSetGroup("nope", ()): "#ffffff"}
    ),
    "owner alone": lambda: rr.RunSet(entity="e"),
    "unknown field": lambda: rr.RunSet(filters={"stat": "finished"}),
    "unknown state": lambda: rr.RunSet(filters=F.state == "finishd"),
    "no word for it": lambda: rr.RunSet(filters=~(F.state == "finished")),
    "group of run sets": lambda: rr.RunSet(groupby="algo"),
    "order": lambda: rr.RunSet(order="-loss"),
    "column without a section": lambda: rr.RunSet(pinned_columns=["loss"]),
    "unknown column": lambda: rr.RunSet(hidden_columns=["run.stat"]),
    "width of a column": lambda: rr.RunSet(column_widths={"config.lr": 0}),
    "settings of runs": lambda: made.RunSet(run_settings={"a": "#ffffff"}),
    "settings that are none": lambda: made.RunSet(run_settings=5),
    "colors that are none": lambda: made.PanelGrid(custom_run_colors=["#ffffff"]),
    "columns that are none": lambda: made.RunSet(visible_columns=5),
    "shown and hidden": lambda: rr.RunSet(
        shown_runs=["a"], run_settings={"b": rr.RunSettings(disabled=True)}
    ),
    "color of settings": lambda: rr.RunSettings("#ggg"),
    "level": lambda: made.Heading("a", 4),
    "text": lambda: made.P(5),
    "text in text": lambda: made.P(["a", 5]),
    "collapsed": lambda: made.H1("a", ["text"]),
    "items in a string": lambda: rr.UnorderedList("ab"),
    "items without boxes": lambda: made.CheckedList(["a"]),
    "language": lambda: rr.CodeBlock("a", "pyhton"),
    "markdown block": lambda: made.MarkdownBlock(5),
    "url": lambda: rr.Image(""),
    "no url": lambda: made.Video(),
    "gallery": lambda: made.Gallery(["https://example.com"]),
    "raw block": lambda: made.WeaveBlock(5),
    "link": lambda: made.Link("a", 5),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_value_is_refused(what: str) -> None:
    with pytest.raises(UsageError) as refused:
        WRONG[what]()
    assert len(refused.value.message) < 300


@pytest.mark.parametrize(
    "name",
    [
        each
        for each in rr.__all__
        if isinstance(getattr(rr, each), type) and not isinstance(getattr(rr, each), str)
    ],
)
def test_a_typo_in_an_argument_is_refused(name: str) -> None:
    with pytest.raises(TypeError):
        getattr(rr, name)(no_such_argument=1)


def test_a_hint_says_what_to_write() -> None:
    with pytest.raises(UsageError, match="Did you mean 'gaussian'"):
        made.LinePlot(smoothing_type="gausian")
    with pytest.raises(UsageError, match=r"config\.algo"):
        rr.LinePlot(groupby="algo")
    with pytest.raises(FilterError, match=r"does not support \$nor"):
        rr.RunSet(filters=~(F.state == "finished"))


def test_values_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        rr.LinePlot().title = "a"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        rr.Heading("a").level = 2  # type: ignore[misc]


def test_a_word_that_the_app_knows_and_runql_does_not_stays() -> None:
    grid = write_block(rr.PanelGrid(panels=[rr.LinePlot(y=["loss"], smoothing_type="gaussian")]))
    metadata: Any = grid["metadata"]
    metadata["panelBankSectionConfig"]["panels"][0]["config"]["smoothingType"] = "cubic"
    (read,) = read_blocks({"blocks": [grid]})
    assert isinstance(read, rr.PanelGrid)
    (panel,) = read.panels
    assert isinstance(panel, rr.LinePlot)
    assert str(panel.smoothing_type) == "cubic"
    assert write_block(replace(read, panels=[replace(panel, title="t")])) != grid
    assert replace(panel, title="t").config["smoothingType"] == "cubic"


def test_a_value_of_another_type_makes_a_panel_unknown_and_stays() -> None:
    raw: dict[str, Any] = {"viewType": "Run History Line Plot", "config": {"metrics": 5}}
    grid: dict[str, Any] = {
        "type": "panel-grid",
        "metadata": {"runSets": [], "panelBankSectionConfig": {"panels": [raw]}},
    }
    (read,) = read_blocks({"blocks": [grid]})
    assert isinstance(read, rr.PanelGrid)
    assert read.panels == (rr.UnknownPanel(raw=raw),)
    assert write_block(read) == grid


def test_panels_never_cover_each_other() -> None:
    sizes = [rr.Layout(0, 0, 8, 6)] * 4 + [rr.Layout(4, 2, 20, 3), rr.Layout(0, 0, 24, 1)]
    grid = rr.PanelGrid(panels=[rr.MarkdownPanel("a", layout=each) for each in sizes])
    places = [each.layout for each in grid.panels]
    assert [(each.x, each.y) for each in places[:4]] == [(0, 0), (8, 0), (16, 0), (0, 6)]
    taken = [
        (column, row)
        for each in places
        for column in range(each.x, each.x + each.w)
        for row in range(each.y, each.y + each.h)
    ]
    assert len(taken) == len(set(taken))


def test_every_argument_of_every_value_is_checked() -> None:
    kinds = [
        each
        for name in rr.__all__
        if isinstance(each := getattr(rr, name), type)
        and (issubclass(each, rr.Panel) or each in (rr.PanelGrid, rr.RunSet))
    ]
    for kind in kinds:
        for each in fields(kind):
            declared = [owner.__dict__.get(each.name) for owner in kind.__mro__]
            assert each.name in ("layout", "raw", "_id", "id") or any(
                isinstance(found, Argument) for found in declared
            ), (kind, each.name)


@pytest.mark.parametrize("wrong", [5, b"ab", {"a": 1}, rr.LinePlot(), "ab"])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (rr.List, "items"),
        (rr.ListItem, "items"),
        (rr.Gallery, "items"),
        (rr.Heading, "collapsed_blocks"),
        (rr.PanelGrid, "panels"),
        (rr.PanelGrid, "runsets"),
        (rr.ParallelCoordinates, "columns"),
        (rr.ScatterPlot, "gradient"),
        (rr.RunSet, "order"),
        (rr.RunSet, "groupby"),
    ],
)
def test_a_single_value_for_a_list_is_named(kind: Any, name: str, wrong: object) -> None:
    with pytest.raises(UsageError, match=name):
        kind(**{name: wrong})


@pytest.mark.parametrize("wrong", [5, None, {"a": 1}, b"ab"])
def test_lines_of_a_callout_are_checked(wrong: Any) -> None:
    with pytest.raises(UsageError, match="lines"):
        rr.CalloutBlock(wrong)


@pytest.mark.parametrize("wrong", [5, {"loss": 1}, b"loss"])
def test_metrics_of_a_line_plot_are_checked(wrong: Any) -> None:
    with pytest.raises(UsageError, match="y"):
        rr.LinePlot(y=wrong)


@pytest.mark.parametrize("kind", [rr.LinePlot, rr.BarPlot, rr.ScatterPlot, rr.ScalarChart])
def test_a_chart_takes_no_metric_by_position(kind: Any) -> None:
    # It would be the title, and the chart would draw nothing.
    with pytest.raises(TypeError, match="positional"):
        kind("loss")
