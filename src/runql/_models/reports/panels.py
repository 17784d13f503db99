"""Panels and run sets of a report: what a panel grid shows, and of which runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from runql._paths.projects import ProjectPath
from runql._wire.json_types import JsonValue
from runql.errors import FilterError, OrderError
from runql.filters.ui import mongo_from_ui, path_from_ui

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Panel", "PanelGrid", "RunSetSpec", "read_grid"]

# Where each kind of panel names what it shows.
_METRIC_KEYS: Final = (
    "metrics",
    "xAxis",
    "yAxis",
    "zAxis",
    "targetKey",
    "mediaKeys",
    "metricRegex",
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of a grid.

    Attributes:
        kind: The app's name of the kind, such as `Run History Line Plot` or `Scalar Chart`.
        title: Its title; empty when the web app makes one up.
        metrics: Keys that it shows, as paths: `loss`, `summary_metrics.accuracy`, `config.lr`.
        x_axis: Key of its x axis, when it has one.
        config: Everything that the web app keeps of it.
    """

    kind: str
    title: str = ""
    metrics: tuple[str, ...] = ()
    x_axis: str | None = None
    config: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue], repr=False)


@dataclass(frozen=True, slots=True)
class RunSetSpec:
    """Runs that a grid shows, as the report names them.

    Attributes:
        name: Its name in the report.
        project: Project of the runs; None for the report's own project.
        raw: Everything that the report keeps of it.
    """

    name: str
    project: ProjectPath | None
    raw: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue], repr=False)

    def filters(self, *, selected_only: bool = True) -> dict[str, JsonValue]:
        """Return the Mongo-style filter that finds the runs.

        Args:
            selected_only: Leave out the runs that have been hidden in the report by hand.

        Raises:
            FilterError: If the report has something that no filter of runs can say; says what.
        """
        terms = [mongo_from_ui(_object(self.raw.get("filters"))), self._search()]
        if selected_only:
            terms.append(self._selection())
        wanted: list[JsonValue] = [term for term in terms if term]
        if len(wanted) > 1:
            return {"$and": wanted}
        return next((term for term in terms if term), {})

    @property
    def order(self) -> str | None:
        """The order of the runs, as `api.runs` takes it; None for the default.

        Raises:
            OrderError: If the report orders by several keys, and a server orders by one.
        """
        sort = _object(self.raw.get("sort"))
        keys = sort.get("keys", [sort] if "key" in sort else [])
        found = [each for each in keys if isinstance(each, dict)] if isinstance(keys, list) else []
        if not found:
            return None
        if len(found) > 1:
            named = ", ".join(path_from_ui(_object(each.get("key"))) for each in found)
            raise OrderError(
                f"The run set {self.name!r} is ordered by several keys: {named}.",
                hint="Pass runs() an order= of one key.",
            )
        path = path_from_ui(_object(found[0].get("key")))
        return f"{'+' if found[0].get('ascending') else '-'}{path}"

    @property
    def grouping(self) -> tuple[str, ...]:
        """Fields that the web app groups the runs by."""
        keys = self.raw.get("grouping")
        each = [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
        return tuple(path_from_ui(key) for key in each)

    def _search(self) -> dict[str, JsonValue]:
        search = _object(self.raw.get("search"))
        query = str(search.get("query") or "")
        if not query:
            return {}
        return {"displayName": {"$regex": query if search.get("isRegex") else re.escape(query)}}

    def _selection(self) -> dict[str, JsonValue]:
        """Read which runs are shown: all but those of the tree (root 1), or those alone (root 0)."""
        selections = _object(self.raw.get("selections"))
        tree, all_but = selections.get("tree") or [], bool(selections.get("root", 1))
        if all_but and not tree:
            return {}
        if not isinstance(tree, list) or not all(isinstance(each, str) for each in tree):
            raise FilterError(
                f"In the run set {self.name!r} whole groups are shown or hidden, not single runs.",
                hint="Ask for all of its runs: runs(selected_only=False).",
            )
        return {"name": {"$nin" if all_but else "$in": tree}}


@dataclass(frozen=True, slots=True)
class PanelGrid:
    """Panels over the runs of run sets; kept as the web app wrote it.

    Attributes:
        run_sets: Runs that the panels show.
        panels: The panels.
        raw: The block as the report keeps it.
    """

    run_sets: tuple[RunSetSpec, ...]
    panels: tuple[Panel, ...]
    raw: Mapping[str, JsonValue] = field(repr=False)

    def to_markdown(self) -> str:
        """Return what the grid shows, as lists."""
        lines = [f"- Runs: {run_set.name}" for run_set in self.run_sets]
        for panel in self.panels:
            shown = ", ".join(f"`{metric}`" for metric in panel.metrics)
            title = f" “{panel.title}”" if panel.title else ""
            lines.append(f"- {panel.kind}{title}{f': {shown}' if shown else ''}")
        return "\n".join(lines)


def read_grid(raw: Mapping[str, JsonValue]) -> PanelGrid:
    """Read a block of panels: of reports that have blocks, or a `panelGroups` entry of older ones."""
    found = _object(raw.get("metadata")) or raw
    sets = found.get("runSets")
    panels = _list(_object(found.get("panelBankSectionConfig")).get("panels"))
    for section in _list(_object(found.get("panelBankConfig")).get("sections")):
        panels += _list(section.get("panels")) if section.get("isOpen") else []
    for view in _object(_object(found.get("panels")).get("views")).values():
        panels += _list(_object(view).get("config"))
    return PanelGrid(tuple(_run_set(each) for each in _list(sets)), tuple(map(_panel, panels)), raw)


def _run_set(raw: Mapping[str, JsonValue]) -> RunSetSpec:
    project = _object(raw.get("project"))
    project_path = None
    if project.get("name"):
        entity = project.get("entityName")
        project_path = ProjectPath(str(entity) if entity else None, str(project["name"]))
    return RunSetSpec(str(raw.get("name") or ""), project_path, raw)


def _panel(raw: Mapping[str, JsonValue]) -> Panel:
    config = _object(raw.get("config"))
    names = [name for key in _METRIC_KEYS for name in _names(config.get(key))]
    names += [
        str(column["accessor"]) for column in _list(config.get("columns")) if "accessor" in column
    ]
    x_axis = config.get("xAxis")
    shown = [_metric_path(name) for name in names if name != x_axis]
    return Panel(
        str(raw.get("viewType") or ""),
        str(config.get("chartTitle") or ""),
        tuple(dict.fromkeys(shown)),
        _metric_path(str(x_axis)) if x_axis else None,
        config,
    )


def _metric_path(name: str) -> str:
    """Return the path of a panel's key: `summary:loss` and `config:lr.value` have their own spelling."""
    section, colon, rest = name.partition(":")
    prefixes = {"summary": "summary_metrics.", "config": "config.", "run": ""}
    if not colon or section not in prefixes:
        return name
    return prefixes[section] + (rest.replace(".value", "", 1) if section == "config" else rest)


def _names(value: JsonValue) -> Sequence[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _list(value: JsonValue) -> list[Mapping[str, JsonValue]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
