"""Every kind of block and panel: written by runql and read by wandb-workspaces as the same, and the reverse."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from typing import Any

import pytest

from runql import reports as rr
from runql._models.reports.spec import read_blocks, write_block
from runql.filters import F

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # It uses validators that pydantic deprecates.
    import wandb_workspaces.reports.v2 as wr
    from wandb_workspaces import expr
    from wandb_workspaces.reports.v2 import interface, internal

QUERY: Any = {"summaryTable": {"tableKey": "scores"}}
TABLE: Any = {"x": "step", "y": "score"}
WEAVE: Any = {"panel2Config": {"exp": {"nodeType": "void"}}}
GRADIENT = [("#ffaa00", 0), ("#0000ff", 100)]

BLOCKS: dict[str, tuple[Any, Any]] = {
    "h1": (rr.H1("One"), wr.H1("One")),
    "h2": (rr.H2(["Two ", rr.InlineCode("x")]), wr.H2(["Two ", wr.InlineCode("x")])),
    "h3": (rr.H3("Three"), wr.H3("Three")),
    "collapsed": (
        rr.H1("Open me", [rr.P("hidden"), rr.CodeBlock("x = 1")]),
        wr.H1("Open me", collapsed_blocks=[wr.P("hidden"), wr.CodeBlock("x = 1")]),
    ),
    "paragraph": (
        rr.P(["A ", rr.Link("link", "https://e.com"), " and ", rr.InlineLatex("e^x"), "."]),
        wr.P(["A ", wr.Link("link", "https://e.com"), " and ", wr.InlineLatex("e^x"), "."]),
    ),
    "empty paragraph": (rr.P(), wr.P()),
    "unordered": (rr.UnorderedList(["one", "two"]), wr.UnorderedList(["one", "two"])),
    "ordered": (rr.OrderedList(["one", "two"]), wr.OrderedList(["one", "two"])),
    "checked": (
        rr.CheckedList([rr.CheckedListItem("done", checked=True), rr.CheckedListItem("open")]),
        wr.CheckedList([wr.CheckedListItem("done", checked=True), wr.CheckedListItem("open")]),
    ),
    "quote": (rr.BlockQuote("Said"), wr.BlockQuote("Said")),
    "callout": (rr.CalloutBlock("Look"), wr.CalloutBlock("Look")),
    "code": (
        rr.CodeBlock("a: 1\nb: 2", language="yaml"),
        wr.CodeBlock("a: 1\nb: 2", language="yaml"),
    ),
    "markdown": (rr.MarkdownBlock("*a*"), wr.MarkdownBlock("*a*")),
    "latex": (rr.LatexBlock("e = mc^2"), wr.LatexBlock("e = mc^2")),
    "image": (
        rr.Image("https://e.com/a.png", caption="A"),
        wr.Image("https://e.com/a.png", caption="A"),
    ),
    "video": (rr.Video("https://e.com/v"), wr.Video("https://e.com/v")),
    "rule": (rr.HorizontalRule(), wr.HorizontalRule()),
    "contents": (rr.TableOfContents(), wr.TableOfContents()),
    "spotify": (rr.Spotify("5cfUlsdrdUE4dLMK7R9CFd"), interface.Spotify("5cfUlsdrdUE4dLMK7R9CFd")),
    "soundcloud": (rr.SoundCloud("<iframe></iframe>"), interface.SoundCloud("<iframe></iframe>")),
    "twitter": (
        rr.Twitter("<blockquote></blockquote>"),
        interface.Twitter("<blockquote></blockquote>"),
    ),
    "gallery": (
        rr.Gallery(
            [
                rr.GalleryReport("VmlldzoxMjM="),
                rr.GalleryURL("https://e.com", "T", "D", "https://i"),
            ]
        ),
        wr.Gallery(
            [
                interface.GalleryReport("VmlldzoxMjM="),
                interface.GalleryURL("https://e.com", "T", "D", "https://i"),
            ]
        ),
    ),
}

PANELS: dict[str, tuple[Any, Any]] = {
    "empty lines": (rr.LinePlot(), wr.LinePlot()),
    "lines": (
        rr.LinePlot(
            title="Loss", x="RelativeTime(Process)", y=["loss", "summary_metrics.best", "config.lr"],
            range_x=(0, None), range_y=(1e-3, 10), log_x=False, log_y=True, title_x="time",
            title_y="loss", ignore_outliers=True, groupby="config.opt.name", groupby_aggfunc="median",
            groupby_rangefunc="stderr", smoothing_factor=0.5, smoothing_type="gaussian",
            smoothing_show_original=True, max_runs_to_show=7, custom_expressions=["loss * 2"],
            plot_type="stacked-area", font_size="small", legend_position="east",
            legend_template="${run:name}", xaxis_expression="x / 2", xaxis_format="datetime",
            legend_fields=["run:name"], metric_regex="l.*", point_visualization_method="sampling",
            line_titles={"r:loss": "L"}, line_colors={"r:loss": "#ff0000"},
            line_widths={"r:loss": 2.5}, line_marks={"r:loss": "dashed"},
            layout=rr.Layout(0, 0, 12, 8),
        ),
        wr.LinePlot(
            title="Loss", x="RelativeTime(Process)",
            y=["loss", interface.SummaryMetric("best"), wr.Config("lr")],
            range_x=(0, None), range_y=(1e-3, 10), log_x=False, log_y=True, title_x="time",
            title_y="loss", ignore_outliers=True, groupby=wr.Config("opt.name"),
            groupby_aggfunc="median", groupby_rangefunc="stderr", smoothing_factor=0.5,
            smoothing_type="gaussian", smoothing_show_original=True, max_runs_to_show=7,
            custom_expressions=["loss * 2"], plot_type="stacked-area", font_size="small",
            legend_position="east", legend_template="${run:name}", xaxis_expression="x / 2",
            xaxis_format="datetime", legend_fields=["run:name"], metric_regex="l.*",
            point_visualization_method="sampling", line_titles={"r:loss": "L"},
            line_colors={"r:loss": "#ff0000"}, line_widths={"r:loss": 2.5},
            line_marks={"r:loss": "dashed"}, layout=wr.Layout(0, 0, 12, 8),
        ),
    ),
    "lines by group": (
        rr.LinePlot(y="loss", groupby="group"),
        wr.LinePlot(y=["loss"], groupby="Group"),
    ),
    "scatter": (
        rr.ScatterPlot(
            title="S", x="accuracy", y=rr.Config("opt.lr"), z="run.created_at", range_x=(0, 1),
            range_y=(None, 2), range_z=(1, 3), log_x=True, log_y=False, log_z=True,
            running_ymin=True, running_ymax=False, running_ymean=True, legend_template="t",
            gradient=[rr.GradientPoint(*each) for each in GRADIENT], font_size="large",
            regression=True,
        ),
        wr.ScatterPlot(
            title="S", x=interface.SummaryMetric("accuracy"), y=wr.Config("opt.lr"),
            z=interface.Metric("CreatedTimestamp"), range_x=(0, 1), range_y=(None, 2), range_z=(1, 3),
            log_x=True, log_y=False, log_z=True, running_ymin=True, running_ymax=False,
            running_ymean=True, legend_template="t",
            gradient=[interface.GradientPoint(*each) for each in GRADIENT], font_size="large",
            regression=True,
        ),
    ),
    "bars": (
        rr.BarPlot(
            title="B", metrics=["accuracy", "loss"], orientation="v", range_x=(0, 1), title_x="x",
            title_y="y", groupby="config.algo", groupby_aggfunc="max", groupby_rangefunc="minmax",
            max_runs_to_show=3, max_bars_to_show=4, custom_expressions=["a"], legend_template="t",
            font_size="auto", line_titles={"a": "A"}, line_colors={"a": "#00ff00"},
        ),
        wr.BarPlot(
            title="B", metrics=["accuracy", "loss"], orientation="v", range_x=(0, 1), title_x="x",
            title_y="y", groupby=wr.Config("algo"), groupby_aggfunc="max",
            groupby_rangefunc="minmax", max_runs_to_show=3, max_bars_to_show=4,
            custom_expressions=["a"], legend_template="t", font_size="auto",
            line_titles={"a": "A"}, line_colors={"a": "#00ff00"},
        ),
    ),
    "scalar": (
        rr.ScalarChart(
            title="N", metric="loss", groupby_aggfunc="min", groupby_rangefunc="none",
            custom_expressions=["a"], legend_template="t", font_size="medium",
        ),
        wr.ScalarChart(
            title="N", metric="loss", groupby_aggfunc="min", groupby_rangefunc="none",
            custom_expressions=["a"], legend_template="t", font_size="medium",
        ),
    ),
    "parallel coordinates": (
        rr.ParallelCoordinates(
            columns=["config.lr", rr.ParallelCoordinatesColumn("accuracy", "Acc", inverted=True, log=False)],
            title="P", gradient=[rr.GradientPoint(*each) for each in GRADIENT], font_size="small",
        ),
        wr.ParallelCoordinatesPlot(
            columns=[
                interface.ParallelCoordinatesPlotColumn(wr.Config("lr")),
                interface.ParallelCoordinatesPlotColumn("accuracy", "Acc", inverted=True, log=False),
            ],
            title="P", gradient=[interface.GradientPoint(*each) for each in GRADIENT],
            font_size="small",
        ),
    ),
    "importance": (
        rr.ParameterImportance("loss"),
        wr.ParameterImportancePlot(with_respect_to="loss"),
    ),
    "code comparer": (rr.CodeComparer(diff="unified"), wr.CodeComparer(diff="unified")),
    "run comparer": (rr.RunComparer(diff_only="split"), wr.RunComparer(diff_only="split")),
    "all of a run comparer": (rr.RunComparer(), wr.RunComparer()),
    "gallery of media": (
        rr.MediaBrowser(title="M", num_columns=2, media_keys=["image"], gallery_axis="step"),
        interface.MediaBrowser(title="M", num_columns=2, media_keys=["image"], gallery_axis="step"),
    ),
    "grid of media": (
        rr.MediaBrowser(media_keys=["image"], grid_x_axis="run", grid_y_axis="index"),
        interface.MediaBrowser(media_keys=["image"], grid_x_axis="run", grid_y_axis="index"),
    ),
    "markdown": (rr.MarkdownPanel("*w*"), wr.MarkdownPanel("*w*")),
    "custom chart": (
        rr.CustomChart(QUERY, "wandb/scatter/v0", TABLE, {"title": "T"}),
        interface.CustomChart(QUERY, "wandb/scatter/v0", TABLE, {"title": "T"}),
    ),
    "weave": (rr.WeavePanel(WEAVE), interface.WeavePanel(config=WEAVE)),
}  # fmt: skip

RUN_SETS: dict[str, tuple[Any, Any]] = {
    "all runs": (rr.RunSet(), wr.Runset()),
    "named": (
        rr.RunSet("entity", "project", "Good", "ada"),
        wr.Runset("entity", "project", "Good", "ada"),
    ),
    "filtered": (
        rr.RunSet(filters=(F.config["lr"] >= 0.1) & (F.state == "finished")),
        wr.Runset(filters=expr.And(expr.Config("lr") >= 0.1, expr.Metric("State") == "finished")),
    ),
    "either": (
        rr.RunSet(filters=(F.summary["loss"] <= 1) | F.tags.in_(["a", "b"])),
        wr.Runset(
            filters=expr.Or(expr.Summary("loss") <= 1, expr.Metric("Tags").isin(["a", "b"]))
        ),
    ),
    "grouped": (
        rr.RunSet(groupby=["config.lr", "group", "summary.loss"]),
        wr.Runset(groupby=["config.lr", "group", "summary.loss"]),
    ),
    "sorted": (
        rr.RunSet(order=["+summary_metrics.loss", "-createdAt"]),
        wr.Runset(
            order=[
                interface.OrderBy(interface.SummaryMetric("loss"), ascending=True),
                interface.OrderBy("CreatedTimestamp"),
            ]
        ),
    ),
    "sorted by config": (
        rr.RunSet(order=rr.OrderBy(rr.Config("lr"))),
        wr.Runset(order=[interface.OrderBy(wr.Config("lr"))]),
    ),
    "columns": (
        rr.RunSet(
            pinned_columns=["summary.loss"], visible_columns=["config.lr", "run.state", "tags"],
            hidden_columns=["run:notes"], column_order=["run:state", "summary:loss"],
            column_widths={"config.lr": 120}, lock_columns=True,
        ),
        wr.Runset(
            pinned_columns=["summary:loss"],
            visible_columns=["config:lr.value", "run:state", "tags:__ALL__"],
            hidden_columns=["run:notes"], column_order=["run:state", "summary:loss"],
            column_widths={"config:lr.value": 120}, lock_columns=True,
        ),
    ),
    "runs": (
        rr.RunSet(run_settings={"a": rr.RunSettings("#ff0000", disabled=True)}),
        wr.Runset(run_settings={"a": interface.RunSettings("#ff0000", disabled=True)}),
    ),
}  # fmt: skip

WEAVE_BLOCKS = {
    "table": interface.WeaveBlockSummaryTable("entity", "project", "scores"),
    "file": interface.WeaveBlockArtifactVersionedFile("entity", "project", "a", "v0", "f.json"),
    "artifact": interface.WeaveBlockArtifact("entity", "project", "a", tab="files"),
}
WEAVE_PANELS = {
    "table": interface.WeavePanelSummaryTable(table_name="scores"),
    "file": interface.WeavePanelArtifactVersionedFile(artifact="a", version="v0", file="f.json"),
    "artifact": interface.WeavePanelArtifact(artifact="a", tab="files"),
}

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def found_projects(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer wandb-workspaces when it looks up the ID of a project."""
    monkeypatch.setattr(interface, "_get_api", lambda: None)
    found = {"project": {"internalId": "UHJvamVjdEludGVybmFsSWQ6MQ=="}}
    monkeypatch.setattr(interface, "execute_graphql", lambda *_: found)


def read_by_workspaces(spec: Any) -> Any:
    """Read a block as wandb-workspaces reads a report."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (block,) = internal.Spec.model_validate({"blocks": [json.loads(json.dumps(spec))]}).blocks
        return interface._lookup(block)


def written_by_workspaces(block: Any) -> Any:
    """Write a block as wandb-workspaces saves a report."""
    model = block._to_model()
    return json.loads(model.model_dump_json(by_alias=True, exclude_none=True))


def read(spec: Any) -> Any:
    (block,) = read_blocks({"blocks": [spec]})
    return block


def grid_of(panel: Any) -> Any:
    return (wr if isinstance(panel, interface.Panel) else rr).PanelGrid(panels=[panel])


def check(ours: Any, theirs: Any) -> None:
    spec = written_by_workspaces(theirs)
    assert repr(read_by_workspaces(write_block(ours))) == repr(read_by_workspaces(spec))
    back = read(spec)
    assert back == ours
    assert write_block(back) == spec
    assert read(write_block(ours)) == ours


@pytest.mark.parametrize("kind", BLOCKS)
def test_blocks_are_the_same_both_ways(kind: str) -> None:
    check(*BLOCKS[kind])


@pytest.mark.parametrize("kind", PANELS)
def test_panels_are_the_same_both_ways(kind: str) -> None:
    ours, theirs = PANELS[kind]
    check(grid_of(ours), grid_of(theirs))
    assert type(read(written_by_workspaces(grid_of(theirs))).panels[0]) is type(ours)


@pytest.mark.parametrize("kind", RUN_SETS)
def test_run_sets_are_the_same_both_ways(kind: str) -> None:
    ours, theirs = RUN_SETS[kind]
    check(rr.PanelGrid([ours]), wr.PanelGrid([theirs]))


def test_colors_of_runs_and_groups_are_the_same_both_ways() -> None:
    ours = rr.PanelGrid(
        [rr.RunSet(name="set", groupby=["config.lr"])],
        hide_run_sets=True,
        custom_run_colors={
            "a": "#ff0000",
            rr.RunSetGroup("set", (rr.RunSetGroupKey("config.lr", "0.1"),)): "rgb(1, 2, 3)",
        },
    )
    theirs = wr.PanelGrid(
        [wr.Runset(name="set", groupby=["config.lr"])],
        hide_run_sets=True,
        custom_run_colors={
            "a": "#ff0000",
            interface.RunsetGroup(
                "set", (interface.RunsetGroupKey(wr.Config("lr"), "0.1"),)
            ): "rgb(1, 2, 3)",
        },
    )
    check(ours, theirs)


def test_an_active_run_set_is_read_by_wandb_workspaces() -> None:
    ours = rr.PanelGrid([rr.RunSet(name="a"), rr.RunSet(name="b")], active_runset=1)
    assert read_by_workspaces(write_block(ours)).active_runset == 1
    assert read(write_block(ours)) == ours


@pytest.mark.parametrize("kind", WEAVE_BLOCKS)
def test_weave_blocks_are_kept_and_written_raw(kind: str) -> None:
    theirs = WEAVE_BLOCKS[kind]
    spec = written_by_workspaces(theirs)
    ours = read(spec)
    assert ours == rr.WeaveBlock(spec["config"])
    assert repr(read_by_workspaces(write_block(rr.WeaveBlock(spec["config"])))) == repr(theirs)


@pytest.mark.parametrize("kind", WEAVE_PANELS)
def test_weave_panels_are_kept_and_written_raw(kind: str) -> None:
    theirs = WEAVE_PANELS[kind]
    spec = written_by_workspaces(grid_of(theirs))
    (panel,) = read(spec).panels
    assert type(panel) is rr.WeavePanel
    again = read_by_workspaces(write_block(grid_of(rr.WeavePanel(panel.config))))
    assert repr(again.panels) == repr([theirs])


@pytest.mark.parametrize("kind", PANELS)
def test_an_edited_panel_keeps_what_runql_does_not_know(kind: str) -> None:
    spec = written_by_workspaces(grid_of(PANELS[kind][1]))
    section = spec["metadata"]["panelBankSectionConfig"]
    section["panels"][0] |= {"isAuto": False, "later": 1}
    section["panels"][0]["config"]["later"] = {"deep": [1]}
    spec["metadata"]["runSets"][0]["later"] = True
    grid = read(spec)
    assert write_block(grid) == spec
    moved = replace(grid, panels=[replace(grid.panels[0], layout=rr.Layout(1, 2, 3, 4))])
    section["panels"][0]["layout"] = {"x": 1, "y": 2, "w": 3, "h": 4}
    assert write_block(moved) == spec


def test_every_public_kind_is_compared() -> None:
    compared = {type(ours) for table in (BLOCKS, PANELS) for ours, _ in table.values()} | {
        rr.WeaveBlock,
        rr.PanelGrid,
        rr.UnknownBlock,
        rr.UnknownPanel,
    }
    kinds = {
        each
        for name in rr.__all__
        if isinstance(each := getattr(rr, name), type)
        and (issubclass(each, rr.Panel) or hasattr(each, "to_markdown"))
    } - {rr.Panel, rr.Span}
    assert kinds == compared
