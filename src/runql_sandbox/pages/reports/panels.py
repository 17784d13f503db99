"""Panels of a report, drawn from the runs of its run sets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from runql_sandbox.pages.addresses import address
from runql_sandbox.pages.drawing.lines import Curve, draw_lines
from runql_sandbox.pages.drawing.parallel import draw_parallel
from runql_sandbox.pages.drawing.points import draw_bars, draw_scatter
from runql_sandbox.pages.drawing.scales import finite_number
from runql_sandbox.pages.markdown import markdown
from runql_sandbox.pages.reports.blocks import Block, objects
from runql_sandbox.pages.reports.run_sets import RunSet, read_run_set
from runql_sandbox.pages.runs.curves import STEP, curves_of
from runql_sandbox.pages.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from runql_sandbox.pages.runs.columns import Row
    from runql_sandbox.pages.visits import Visit

__all__ = ["read_grid"]

_CURVES: Final = 10
_PANELS: Final = 60
_METRICS: Final = 12


@dataclass(frozen=True, slots=True)
class _Grid:
    """Context of a panel grid: the request and the run sets."""

    visit: Visit
    run_sets: list[RunSet]

    def rows(self) -> list[tuple[RunSet, Row]]:
        """Return the runs of all run sets, without duplicates."""
        found: dict[tuple[str, str, str], tuple[RunSet, Row]] = {}
        for run_set in self.run_sets:
            for row in run_set.rows:
                found.setdefault((run_set.entity, run_set.project, row.run["name"]), (run_set, row))
        return list(found.values())


def read_grid(visit: Visit, raw: Mapping[str, Any], entity: str, project: str) -> Block:
    """Return a panel grid of a report with blocks, or of an older report with panel groups."""
    given = raw.get("metadata")
    metadata: Mapping[str, Any] = given if isinstance(given, dict) and given else raw
    sets = objects(metadata.get("runSets"))
    grid = _Grid(visit, [read_run_set(visit, each, entity, project) for each in sets])
    panels = [_panel(grid, each) for each in _panels(metadata)[:_PANELS]]
    links = [
        {
            "name": each.name,
            "problem": each.problem,
            "total": each.total,
            "href": address(each.entity, each.project, query={"filter": each.filters}),
        }
        for each in grid.run_sets
    ]
    return Block("grid", {"run_sets": links, "panels": panels})


def _panels(metadata: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = objects(_object(metadata.get("panelBankSectionConfig")).get("panels"))
    for section in objects(_object(metadata.get("panelBankConfig")).get("sections")):
        found += objects(section.get("panels")) if section.get("isOpen") else []
    for view in _object(_object(metadata.get("panels")).get("views")).values():
        found += objects(_object(view).get("config"))
    return found


def _panel(grid: _Grid, raw: Mapping[str, Any]) -> Block:
    kind, config = str(raw.get("viewType") or ""), _object(raw.get("config"))
    title = str(config.get("chartTitle") or config.get("title") or "")
    reader = _READERS.get(kind)
    if reader is None:
        keys = ", ".join(_metrics(config)[:_METRICS])
        return Block("undrawn", {"kind": kind or "unnamed", "title": title, "keys": keys})
    return reader(grid, config, title)


def _line_plot(grid: _Grid, config: Mapping[str, Any], title: str) -> Block:
    keys = _texts(config.get("metrics"))[:_METRICS]
    axis = str(config.get("xAxis") or STEP)
    curves: list[Curve] = []
    rows = grid.rows()[:_CURVES]
    for run_set in grid.run_sets:
        labels = {row.run["name"]: row.label for of, row in rows if of is run_set}
        found = curves_of(grid.visit, run_set.entity, run_set.project, labels, keys, axis)
        for key, each in found.items():
            curves += [_named(curve, key, keys) for curve in each if curve.points]
    chart = draw_lines(
        title or ", ".join(keys) or "Line plot",
        curves,
        axis,
        log_x=config.get("xLogScale") is True,
        log_y=config.get("yLogScale") is True,
    )
    return Block("lines", {"chart": chart, "cut": len(grid.rows()) > len(rows), "most": _CURVES})


def _named(curve: Curve, key: str, keys: Sequence[str]) -> Curve:
    label = curve.label if len(keys) == 1 else f"{curve.label} {key}"
    return replace(curve, label=label)


def _bar_plot(grid: _Grid, config: Mapping[str, Any], title: str) -> Block:
    drawn = []
    for key in _texts(config.get("metrics"))[:_METRICS]:
        rows = [(row.label, _href(of, row), _value(row, key)) for of, row in grid.rows()]
        bars = draw_bars(title or _shown_key(key), rows)
        if bars is not None:
            drawn.append(bars)
    return Block("bars", {"bars": drawn, "title": title or "Bar chart"})


def _scatter_plot(grid: _Grid, config: Mapping[str, Any], title: str) -> Block:
    x, y = str(config.get("xAxis") or ""), str(config.get("yAxis") or "")
    rows = [(row.label, _href(of, row), _value(row, x), _value(row, y)) for of, row in grid.rows()]
    scatter = draw_scatter(_shown_key(x), _shown_key(y), rows)
    return Block("scatter", {"scatter": scatter, "title": title or "Scatter plot"})


def _scalar(grid: _Grid, config: Mapping[str, Any], title: str) -> Block:
    keys = _texts(config.get("metrics"))
    key = keys[0] if keys else ""
    numbers = [
        number for _, row in grid.rows() if (number := finite_number(_value(row, key))) is not None
    ]
    value = shown(sum(numbers) / len(numbers)) if numbers else "-"
    values = {"title": title or _shown_key(key), "value": value, "count": len(numbers)}
    return Block("scalar", values)


def _parallel(grid: _Grid, config: Mapping[str, Any], title: str) -> Block:
    keys = [str(each.get("accessor") or "") for each in objects(config.get("columns"))]
    rows = []
    for of, row in grid.rows():
        values = {_shown_key(key): _value(row, key) for key in keys}
        kept = {key: value for key, value in values.items() if value is not None}
        rows.append((row.label, _href(of, row), kept))
    chart = draw_parallel([_shown_key(key) for key in keys], rows)
    return Block("parallel", {"chart": chart, "title": title or "Parallel coordinates"})


def _words(_grid: _Grid, config: Mapping[str, Any], _title: str) -> Block:
    return Block("markdown", {"html": markdown(str(config.get("value") or ""))})


def _comparer(grid: _Grid, _config: Mapping[str, Any], title: str) -> Block:
    rows = grid.rows()[:_CURVES]
    keys = sorted({key for _, row in rows for key in row.values if not key.startswith("summary._")})
    lines = [
        (key, [row.cell(key).text for _, row in rows])
        for key in keys
        if len({row.cell(key).text for _, row in rows}) > 1 or len(rows) == 1
    ]
    heads = [(row.label, _href(of, row)) for of, row in rows]
    return Block("comparer", {"title": title or "Runs compared", "heads": heads, "lines": lines})


_READERS: Final[dict[str, Callable[[_Grid, Mapping[str, Any], str], Block]]] = {
    "Bar Chart": _bar_plot,
    "Markdown Panel": _words,
    "Parallel Coordinates Plot": _parallel,
    "Run Comparer": _comparer,
    "Run History Line Plot": _line_plot,
    "Scalar Chart": _scalar,
    "Scatter Plot": _scatter_plot,
}


def _metrics(config: Mapping[str, Any]) -> list[str]:
    keys = ("metrics", "xAxis", "yAxis", "zAxis", "targetKey", "mediaKeys", "metricRegex")
    return [_shown_key(text) for key in keys for text in _texts(config.get(key))]


def _column(key: str) -> str:
    """Return the column for a panel's key: `summary:loss`, `config:lr.value`, or a summary key."""
    section, colon, rest = key.partition(":")
    if colon and section == "config":
        return f"config.{rest.replace('.value', '', 1)}"
    return f"summary.{rest if colon and section == 'summary' else key}"


def _shown_key(key: str) -> str:
    return _column(key).removeprefix("summary.")


def _value(row: Row, key: str) -> object:
    return row.values.get(_column(key))


def _href(run_set: RunSet, row: Row) -> str:
    return address(run_set.entity, run_set.project, "runs", row.run["name"])


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
