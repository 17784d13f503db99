"""Charts show the data that they were given, and are written without a network."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from runql import plots
from runql._models.analysis.curve_table import Curves, CurvesInfo
from runql._models.analysis.group_table import GroupTable
from runql._models.lineage.graph import Lineage
from runql._models.lineage.nodes import LineageEdge, LineageNode
from runql._models.sweeps.importance import ParameterImportance, ParameterImportances
from runql.errors import LocalFileError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from runql._plots.lines import Places

EVIL = "</script><script>alert(1)</script>"
RUNS: list[dict[str, object]] = [
    {
        "id": f"r{number}",
        "name": f"run {number}" if number else EVIL,
        "created_at": datetime(2026, 1, number + 1, tzinfo=UTC),
        "config.lr": 10.0**-number,
        "config.net.kind": "ab"[number % 2],
        "config.depth": None if number == 3 else number,
        "summary.acc": 0.5 + number / 20 if number != 5 else math.nan,
        "duration": 7200.0 * number,
    }
    for number in range(8)
]


def curves(*, places: Places = "each", **columns: list[object]) -> Curves:
    table = pa.table({"config.algo": ["a"] * 3 + ["b"] * 2, "_step": [0, 5, 10, 0, 10], **columns})
    return Curves(table, ["config.algo"], CurvesInfo("loss", "_step"), places=places)


def layers(chart: plots.Chart) -> list[Any]:
    found: Any = chart.to_dict()["layer"]
    return list(found)


def points(chart: plots.Chart) -> list[dict[str, Any]]:
    found: Any = chart.to_dict()["data"]
    return list(found["values"])


def encoding(chart: plots.Chart) -> dict[str, Any]:
    found: Any = chart.to_dict()["encoding"]
    return dict(found)


def test_a_band_is_one_deviation_to_each_side_and_data_are_the_rows() -> None:
    found = curves(mean=[3.0, 2.0, 1.0, 5.0, 4.0], std=[0.5, 0.25, None, 1.0, 1.0])
    chart = found.plot()
    assert chart.data == found.records()
    assert [each["mark"]["type"] for each in layers(chart)] == ["area", "line"]
    shown = {(each["group"], each["x"]): (each["low"], each["high"]) for each in points(chart)}
    assert shown["a", 0] == (2.5, 3.5)
    assert shown["a", 5] == (1.75, 2.25)
    assert shown["a", 10] == (None, None)
    assert layers(chart)[1]["encoding"]["y"]["title"] == "loss"
    assert layers(chart)[1]["encoding"]["x"]["title"] == "step"
    assert layers(chart)[1]["encoding"]["color"]["title"] == "algo"


def test_a_place_that_a_group_lacks_on_a_common_grid_is_a_gap() -> None:
    mean: list[object] = [3.0, 2.0, 1.0, 5.0, 4.0]
    shared = points(curves(mean=mean, places="shared").plot())
    assert [(each["group"], each["x"]) for each in shared if each["y"] is None] == [("b", 5.0)]
    assert all(each["y"] is not None for each in points(curves(mean=mean).plot()))


def test_one_group_alone_has_gaps_where_an_even_grid_lacks_places() -> None:
    table = pa.table({"_step": [0, 1, 2, 3, 8, 9], "mean": [1.0] * 6})
    even = Curves(table, [], CurvesInfo("loss", "_step"), places="even")
    assert [each["x"] for each in points(even.plot()) if each["y"] is None] == [5.5]
    listed = Curves(table, [], CurvesInfo("loss", "_step"), places="shared")
    assert all(each["y"] is not None for each in points(listed.plot()))


def test_an_interval_comes_before_a_deviation_and_a_band_can_be_named() -> None:
    one: list[object] = [1.0] * 5
    found = curves(mean=one, std=one, ci95_low=[0.5] * 5, ci95_high=[2.0] * 5, min=one, max=one)
    assert {(each["low"], each["high"]) for each in points(found.plot())} == {(0.5, 2.0)}
    assert {each["high"] for each in points(found.plot(band="std"))} == {2.0}
    assert {each["low"] for each in points(found.plot(band="range"))} == {1.0}
    assert len(layers(found.plot(band="none"))) == 1
    with pytest.raises(UsageError, match=r"(?s)band='sem'.*\"sem\""):
        found.plot(band="sem")
    with pytest.raises(UsageError, match="band must be one of"):
        found.plot(band="stdev")  # type: ignore[arg-type]


def test_a_deviation_is_none_of_the_median() -> None:
    found = curves(median=[1.0] * 5, std=[1.0] * 5)
    assert [each["mark"]["type"] for each in layers(found.plot())] == ["line"]


def test_a_logarithmic_axis_refuses_what_it_cannot_show() -> None:
    found = curves(mean=[1.0, 0.0, -2.0, 1.0, 1.0], std=[0.1] * 5)
    with pytest.raises(UsageError, match=r"(?s)loss has 2 zero or negative values.*symlog"):
        found.plot(y_scale="log")
    symlog = found.plot(y_scale="symlog")
    assert layers(symlog)[0]["encoding"]["y"]["scale"]["type"] == "symlog"
    with pytest.raises(UsageError, match="x_scale must be one of 'linear', 'log', 'symlog'"):
        found.plot(x_scale="logarithmic")  # type: ignore[arg-type]


def test_a_band_below_zero_ends_at_the_least_line_of_a_logarithmic_axis() -> None:
    chart = curves(mean=[3.0, 2.0, 1.0, 5.0, 4.0], std=[9.0] * 5).plot(y_scale="log")
    assert {each["low"] for each in points(chart) if each["y"]} == {1.0}


def test_curves_of_nothing_are_an_error() -> None:
    empty = Curves(pa.table({"_step": [], "mean": []}), [], CurvesInfo("loss", "_step"))
    with pytest.raises(UsageError, match="No run has rows with loss"):
        plots.curves(empty)


def test_a_runtime_has_the_unit_that_fits_and_a_timestamp_is_a_moment() -> None:
    hours = pa.table({"_runtime": [0.0, 36_000.0], "mean": [1.0, 2.0]})
    chart = Curves(hours, [], CurvesInfo("loss", "_runtime")).plot()
    assert layers(chart)[0]["encoding"]["x"]["title"] == "runtime (h)"
    assert [each["x"] for each in points(chart)] == [0.0, 10.0]
    assert chart.data[1]["_runtime"] == 36_000.0
    moments = pa.table({"_timestamp": [1.7e9], "mean": [1.0]})
    when = layers(Curves(moments, [], CurvesInfo("loss", "_timestamp")).plot())[0]["encoding"]["x"]
    assert (when["type"], when["scale"]["type"]) == ("temporal", "utc")


def table(**modes: str) -> GroupTable:
    rows = [
        {"config.algo": "a", "runs": 3, "summary.acc.mean": 0.5, "summary.acc.std": 0.1},
        {"config.algo": "b", "runs": 1, "summary.acc.mean": 0.7, "summary.acc.std": None},
    ]
    return GroupTable(["config.algo"], rows, {"summary.acc": ["mean", "std"]}, {})


def test_bars_have_error_bars_where_a_group_has_a_spread() -> None:
    chart = table().plot()
    assert [each["mark"]["type"] for each in layers(chart)] == ["bar", "errorbar"]
    assert [(each["value"], each["low"], each["high"]) for each in points(chart)] == [
        (0.5, 0.4, 0.6),
        (0.7, None, None),
    ]
    assert chart.data == table().records()
    assert layers(table().plot(y_scale="log"))[0]["mark"]["type"] == "point"
    with pytest.raises(UsageError, match=r"metric must be one of 'summary\.acc', got 'acc'"):
        plots.bars(table(), "acc")


def test_further_keys_are_colors_beside_each_other() -> None:
    rows = [
        {"config.algo": algo, "config.size": size, "runs": 1, "loss.mean": size / 10}
        for size in (8, 16)
        for algo in ("b", "a")
    ]
    chart = GroupTable(["config.algo", "config.size"], rows, {"loss": ["mean"]}, {}).plot("loss")
    bars = layers(chart)[0]["encoding"]
    assert bars["x"]["sort"] == ["a", "b"]
    assert bars["xOffset"]["sort"] == ["8", "16"]
    assert bars["color"]["title"] == "size"


def test_boxes_leave_out_runs_without_a_number() -> None:
    chart = plots.boxes(RUNS, "summary.acc", by="config.net.kind")
    assert [row["id"] for row in chart.data] == ["r0", "r1", "r2", "r3", "r4", "r6", "r7"]
    with pytest.raises(UsageError, match=r"(?s)Column not found: 'summary.ac'.*'summary.acc'"):
        plots.boxes(RUNS, "summary.ac", by="config.net.kind")
    with pytest.raises(UsageError, match="No run has a number in 'name'"):
        plots.boxes(RUNS, "name", by="config.net.kind")


def test_true_and_one_are_two_boxes_and_two_colors() -> None:
    rows = [{"id": str(index), "k": each, "y": index} for index, each in enumerate([True, 1, "1"])]
    boxes = points(plots.boxes(rows, "y", by="k"))
    assert [each["group"] for each in boxes] == ["true", "1", '"1"']
    dots = points(plots.scatter(rows, "y", "y", color="k"))
    assert [each["color"] for each in dots] == ["true", "1", '"1"']


def test_points_are_the_same_of_every_kind_of_table() -> None:
    rows = [{key: value for key, value in row.items() if key != "created_at"} for row in RUNS]
    frame = pd.DataFrame(rows)
    expected = plots.scatter(rows, "config.lr", "summary.acc", color="config.net.kind").data
    assert len(expected) == 7
    for data in (frame, pl.DataFrame(rows), pa.Table.from_pylist(rows)):
        chart = plots.scatter(data, "config.lr", "summary.acc", color="config.net.kind")
        assert chart.data == expected


def test_names_with_dots_are_no_paths() -> None:
    chart = plots.scatter(RUNS, "config.lr", "summary.acc", color="config.net.kind", x_scale="log")
    found = encoding(chart)
    assert (found["x"]["field"], found["x"]["title"]) == ("x", "lr")
    assert found["x"]["scale"]["type"] == "log"
    assert found["x"]["axis"]["values"] == [10.0**power for power in range(-7, 1)]
    assert found["shape"]["scale"]["domain"] == ["a", "b"]
    assert {point["color"] for point in points(chart)} == {"a", "b"}


def test_times_and_durations_have_their_axes() -> None:
    found = encoding(plots.scatter(RUNS, "created_at", "duration"))
    assert (found["x"]["type"], found["x"]["title"]) == ("temporal", "created_at (UTC)")
    assert found["y"]["title"] == "duration (h)"


def test_ticks_of_parallel_coordinates_are_at_values_that_exist() -> None:
    names = ["config.lr", "config.depth", "config.net.kind"]
    chart = plots.parallel_coordinates(RUNS, "summary.acc", names, log=["config.lr"])
    lines, ticks = layers(chart)[0]["data"]["values"], layers(chart)[1]["data"]["values"]
    assert len(lines) == 7 * 4
    shown = {(tick["axis"], tick["label"]) for tick in ticks}
    assert {("depth", "0"), ("depth", "7"), ("depth", "(none)")} <= shown
    assert {label for axis, label in shown if axis == "lr"} <= {
        f"{10.0**-number:.4g}" for number in range(8)
    }
    absent = [each for each in lines if each["value"] == "(none)"]
    assert [each["axis"] for each in absent] == ["depth"]
    assert absent[0]["place"] < 0
    logarithm = [each["place"] for each in lines if each["axis"] == "lr"]
    assert logarithm == pytest.approx([1, 6 / 7, 5 / 7, 4 / 7, 3 / 7, 1 / 7, 0])
    with pytest.raises(UsageError, match=r"(?s)names of axes, got 'lr'.*'config.lr'"):
        plots.parallel_coordinates(RUNS, "summary.acc", names, log=["lr"])
    with pytest.raises(UsageError, match="parameters must be a list of strings"):
        plots.parallel_coordinates(RUNS, "summary.acc", "config.lr")


def test_what_is_no_table_is_an_error() -> None:
    for data in ("runs", 3, [1, 2], {"a": 1}):
        with pytest.raises(UsageError, match="Chart data must be a table"):
            plots.scatter(data, "a", "b")  # type: ignore[arg-type]


def lineage() -> Lineage:
    """Data, a run and a model; the data go to a later run, too, past the model."""
    names = ["data:v0", "train", "model:v1", "evaluate"]
    nodes = [
        LineageNode(str(number), "run" if number % 2 else "artifact", f"e/p/{name}", name)
        for number, name in enumerate(names)
    ]
    edges = [LineageEdge(*pair) for pair in ("01", "12", "23", "03")]
    return Lineage("0", tuple(nodes), tuple(edges))


def test_a_line_of_a_lineage_runs_around_the_boxes_between() -> None:
    chart = plots.lineage(lineage())
    drawn = layers(chart)
    boxes = {box["label"]: box for box in drawn[2]["data"]["values"]}
    long = [point for point in drawn[0]["data"]["values"] if point["edge"] == 3]
    for name in ("train", "model:v1"):
        box = boxes[name]
        inside = [
            point
            for point in long
            if box["x"] < point["x"] < box["x2"] and box["y"] <= point["y"] <= box["y2"]
        ]
        assert inside == []
    assert [row["label"] for row in chart.data] == ["data:v0", "train", "model:v1", "evaluate"]


def importances() -> ParameterImportances:
    return ParameterImportances("acc", 9, [ParameterImportance(EVIL, 1.0, 0.5)])


def test_the_old_name_of_the_chart_of_importances_still_works() -> None:
    with pytest.warns(DeprecationWarning, match=r"importances\.plot\(\)"):
        chart = importances().chart()
    assert chart.to_dict() == plots.importance(importances()).to_dict()


ALL = {
    "curves": lambda: curves(mean=[1.0] * 5, std=[0.1] * 5).plot(title="Curves"),
    "bars": lambda: table().plot(),
    "boxes": lambda: plots.boxes(RUNS, "summary.acc", by=["config.net.kind", "config.depth"]),
    "scatter": lambda: plots.scatter(RUNS, "created_at", "summary.acc", color="name"),
    "parallel": lambda: plots.parallel_coordinates(RUNS, "summary.acc", ["config.lr"]),
    "importance": lambda: importances().plot(),
    "lineage": lambda: lineage().plot(),
}


@pytest.mark.parametrize("name", ALL)
def test_every_chart_is_valid_vega_lite(name: str) -> None:
    chart = ALL[name]()
    assert chart.altair is not None  # altair checks the schema
    json.dumps(chart.to_dict(), allow_nan=False)


def test_a_chart_is_written_whole_and_by_its_name(tmp_path: Path) -> None:
    chart = ALL["scatter"]()
    beginnings = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "json": b'{"$schema"'}
    for ending, beginning in beginnings.items():
        saved = chart.save(tmp_path / f"chart.{ending}")
        assert saved.read_bytes().startswith(beginning)
    with pytest.raises(UsageError, match=r"(?s)chart\.gif.*\.svg"):
        chart.save(tmp_path / "chart.gif")
    with pytest.raises(LocalFileError, match="missing"):
        chart.save(tmp_path / "missing" / "chart.svg")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".pdf", ".png", ".svg"]


def test_a_page_holds_its_script_and_text_stays_text(tmp_path: Path) -> None:
    page = ALL["scatter"]().save(tmp_path / "chart.html").read_text()
    assert re.search(r"<(script|link|iframe)[^>]*(src|href)=", page) is None
    assert page.count("<script>") == page.count("</script>") == 2
    assert "script-src 'unsafe-inline' 'unsafe-eval'" in page
    assert EVIL not in page


def test_a_notebook_shows_a_picture_whose_ids_are_its_own() -> None:
    first, second = ALL["scatter"](), ALL["boxes"]()
    bundle = first._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "image/svg+xml"}
    assert bundle["text/plain"] == "<Chart of summary.acc over created_at: 7 rows>"
    svg = str(bundle["image/svg+xml"])
    assert "<script" not in svg
    used = [set(re.findall(r'\bid="([^"]+)"', each)) for each in (svg, second.to_svg())]
    assert used[0].isdisjoint(used[1])
    for each, ids in zip((svg, second.to_svg()), used, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", each)) <= ids
    assert set(first._repr_mimebundle_(include=["image/svg+xml"])) == {"image/svg+xml"}
    assert set(first._repr_mimebundle_(exclude=["image/svg+xml"])) == {"text/plain"}


def test_a_picture_that_would_be_large_is_png() -> None:
    rows: list[dict[str, object]] = [{"x": number, "y": number} for number in range(3000)]
    bundle = plots.scatter(rows, "x", "y")._repr_mimebundle_()
    assert isinstance(bundle["image/png"], bytes)
    assert "image/svg+xml" not in bundle


def test_frames_have_the_data_of_the_chart() -> None:
    chart = ALL["bars"]()
    assert chart.to_pandas()["summary.acc.mean"].tolist() == [0.5, 0.7]
    assert chart.to_polars().columns == chart.to_arrow().column_names
