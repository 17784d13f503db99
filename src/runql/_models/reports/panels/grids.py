"""Panel grids and their run sets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from runql._models.reports.markdown import code_of, text_of_lines
from runql._models.reports.panels.arguments import (
    Argument,
    Kept,
    checked_color,
    checked_dict,
    checked_int,
    is_one,
    items_of,
)
from runql._models.reports.panels.base import (
    COLUMNS,
    Layout,
    Panel,
    new_id,
    objects,
    overlaid,
)
from runql._models.reports.panels.kinds import read_panel
from runql._models.reports.panels.metric_keys import (
    KEYS,
    MetricKey,
    metric_path,
    path_of_key_object,
    to_accessor,
)
from runql._models.reports.panels.run_sets import RunSet
from runql._models.reports.panels.selection import RunSetSpec, read_run_set
from runql._wire.json_types import JsonValue
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["PanelGrid", "RunSetGroup", "RunSetGroupKey", "read_grid"]


@dataclass(frozen=True, slots=True)
class RunSetGroupKey:
    """A key and value that define a group of runs.

    Attributes:
        key: Key that runs are grouped by: `config.lr`, or an attribute such as `group`.
        value: Value of the group.
    """

    key: MetricKey
    value: str


@dataclass(frozen=True, slots=True)
class RunSetGroup:
    """A group of runs in a run set, as a key for colors.

    Attributes:
        runset_name: Name of the run set.
        keys: Keys and values of the group.
    """

    runset_name: str
    keys: tuple[RunSetGroupKey, ...]


Colors: TypeAlias = "Mapping[str | RunSetGroup, str] | None"


def _run_sets(name: str, value: Iterable[RunSet] | None) -> tuple[RunSet, ...]:
    found = (RunSet(),) if value is None else items_of(name, value)
    if not all(isinstance(each, RunSet) for each in found):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(
            f"{name} must be a list of RunSet values, got {found!r}.",
            hint='Pass [RunSet(project="p")].',
        )
    return found


def _panels(name: str, value: Iterable[Panel]) -> tuple[Panel, ...]:
    found = items_of(name, value)
    for each in found:
        if not is_one(each, Panel) or type(each) is Panel:
            raise UsageError(
                f"{name} must be a list of panels, got {each!r}.",
                hint='Pass panels such as LinePlot(y=["loss"]).',
            )
    return found


def _truth(name: str, value: bool) -> bool:
    if not isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{name} must be True or False, got {value!r}.")
    return value


def _index(name: str, value: int | None) -> int | None:
    return None if value is None else checked_int(name, value)


def _colors(name: str, value: Colors) -> Mapping[str | RunSetGroup, str]:
    found = checked_dict(name, value)
    for key, color in found.items():
        checked_color(f"{name}[{key!r}]", color)
    return found


_FLOW: Final[Mapping[str, JsonValue]] = {
    "snapToColumns": True,
    "columnsPerPage": 3,
    "rowsPerPage": 2,
    "gutterWidth": 16,
    "boxWidth": 460,
    "boxHeight": 300,
}
_LOCAL: Final[Mapping[str, JsonValue]] = {
    "smoothingWeight": 0,
    "smoothingType": "exponential",
    "xAxis": "_step",
    "ignoreOutliers": False,
    "useRunsTableGroupingInPanels": True,
    "smoothingActive": True,
    "xAxisActive": False,
}


@dataclass(frozen=True, repr=False)
class PanelGrid:
    """A grid of panels that show the runs of run sets.

    A panel that would cover an earlier panel moves to the next free position.

    Attributes:
        runsets: Run sets, each with a tab of runs. Defaults to one run set with all runs of the project.
        hide_run_sets: Whether the tables of runs are hidden.
        panels: Panels of the grid.
        active_runset: Index of the run set with the open tab; None if no tab is open.
        custom_run_colors: Colors by run ID or by group, including colors of `RunSettings`.
        raw: Original spec of the block; empty for a new block.
    """

    runsets: Argument[Iterable[RunSet] | None, tuple[RunSet, ...]] = Argument(_run_sets, None)
    hide_run_sets: Argument[bool, bool] = Argument(_truth, default=False)
    panels: Argument[Iterable[Panel], tuple[Panel, ...]] = Argument(_panels, ())
    active_runset: Argument[int | None, int | None] = Argument(_index, 0)
    custom_run_colors: Argument[Colors, Mapping[str | RunSetGroup, str]] = Argument(_colors, None)
    raw: Mapping[str, JsonValue] = field(
        default_factory=dict[str, JsonValue], compare=False, kw_only=True
    )

    def __post_init__(self) -> None:
        if not self.runsets and not self.raw:
            raise UsageError("runsets must contain at least one run set.", hint="Pass [RunSet()].")
        if self.active_runset is not None and self.active_runset >= max(len(self.runsets), 1) and not self.raw:  # fmt: skip
            raise UsageError(
                f"active_runset must be below {len(self.runsets)}, the number of run sets, got {self.active_runset}."
            )
        colors = dict[str | RunSetGroup, str](
            {run: color for each in self.runsets for run, color in each.colors.items()}
        )
        colors |= self.custom_run_colors
        self.__dict__["custom_run_colors"] = colors
        self.__dict__["runsets"] = tuple(each.without_colors() for each in self.runsets)
        self.__dict__["panels"] = _placed(self.panels)
        names = {each.name for each in self.runsets}
        for key in colors:
            if isinstance(key, RunSetGroup) and key.runset_name not in names:
                raise UsageError(
                    f"custom_run_colors names the run set {key.runset_name!r}, which is not in the grid.",
                    hint=f"Use one of {', '.join(map(repr, sorted(names)))}.",
                )

    @property
    def run_sets(self) -> tuple[RunSetSpec, ...]:
        """The run sets, with filters and sort orders for `api.runs`."""
        return tuple(read_run_set(each.to_spec()) for each in self.runsets)

    def to_markdown(self) -> str:
        """Return a Markdown list of run sets and panels."""
        lines = [f"- Runs: {text_of_lines(each.name)}" for each in self.runsets]
        for panel in self.panels:
            shown = ", ".join(code_of(metric) for metric in panel.metrics)
            title = f" “{text_of_lines(panel.title)}”" if panel.title else ""
            lines.append(f"- {panel.kind}{title}{f': {shown}' if shown else ''}")
        return "\n".join(lines)

    def to_spec(self) -> dict[str, JsonValue]:
        """Return the spec of the grid: the original, updated with changed attributes."""
        if not self.raw:
            return self._written()
        old = read_grid(self.raw)
        if self == old:
            return dict(self.raw)
        if "metadata" not in self.raw or old.panels != _own_panels(self.raw):
            raise UsageError(
                "The panel grid has an older format, which runql cannot write.",
                hint="Open and save the report in the web app first.",
            )
        return overlaid(self.raw, old._written(), self._written())

    def _written(self) -> dict[str, JsonValue]:
        section: dict[str, JsonValue] = {
            "name": "Report Panels",
            "isOpen": False,
            "panels": _panel_specs(self.panels),
            "type": "grid",
            "flowConfig": dict(_FLOW),
            "sorted": 0,
            "localPanelSettings": dict(_LOCAL),
        }
        hidden: JsonValue = {**section, "name": "Hidden Panels", "type": "flow", "panels": []}
        settings: JsonValue = {
            "autoOrganizePrefix": 2,
            "showEmptySections": False,
            "sortAlphabetically": False,
        }
        metadata: dict[str, JsonValue] = {
            "openViz": True,
            "openRunSet": self.active_runset,
            "name": "unused-name",
            "runSets": [each.to_spec() for each in self.runsets],
            "hideRunSets": self.hide_run_sets,
            "panels": {
                "views": {"0": {"name": "Panels", "defaults": [], "config": []}},
                "tabs": ["0"],
            },
            "panelBankConfig": {"state": 0, "settings": settings, "sections": [hidden]},
            "panelBankSectionConfig": section,
            "customRunColors": {
                self._color_key(key): color for key, color in self.custom_run_colors.items()
            },
        }
        return {"type": "panel-grid", "children": [{"text": ""}], "metadata": metadata}

    def _color_key(self, key: str | RunSetGroup) -> str:
        if isinstance(key, str):
            return key
        owner = next(each for each in self.runsets if each.name == key.runset_name)
        return f"{owner.id}-{'-'.join(f'{_group_key(each.key)}:{each.value}' for each in key.keys)}"

    def __repr__(self) -> str:
        return f"PanelGrid(runsets={list(self.runsets)!r}, panels={list(self.panels)!r})"


def _group_key(key: MetricKey) -> str:
    path = metric_path("keys", key, "run", KEYS)
    return to_accessor(path) if path.startswith(("config.", "summary_metrics.")) else path


def read_grid(raw: Mapping[str, JsonValue]) -> PanelGrid:
    """Parse a panel grid, or an entry of `panelGroups` in reports of the older format."""
    found = _object(raw.get("metadata")) or raw
    panels = list(_own_panels(raw))
    for section in objects(_object(found.get("panelBankConfig")).get("sections")):
        panels += map(read_panel, objects(section.get("panels"))) if section.get("isOpen") else []
    for view in _object(_object(found.get("panels")).get("views")).values():
        panels += map(read_panel, objects(_object(view).get("config")))
    run_sets = [RunSet.from_spec(each) for each in objects(found.get("runSets"))]
    opened = found.get("openRunSet", 0)
    return PanelGrid(
        run_sets,
        found.get("hideRunSets") is True,
        panels,
        opened if isinstance(opened, int) and opened >= 0 else None,
        _read_colors(_object(found.get("customRunColors")), run_sets),
        raw=raw,
    )


def _own_panels(raw: Mapping[str, JsonValue]) -> tuple[Panel, ...]:
    metadata = _object(raw.get("metadata")) or raw
    section = _object(metadata.get("panelBankSectionConfig"))
    return _placed(tuple(map(read_panel, objects(section.get("panels")))))


def _read_colors(
    found: Mapping[str, JsonValue], run_sets: Sequence[RunSet]
) -> Mapping[str | RunSetGroup, str]:
    colors: dict[str | RunSetGroup, str] = {}
    for key, color in found.items():
        if isinstance(color, str):
            colors[_read_color_key(key, run_sets)] = Kept(color)
    return colors


def _read_color_key(key: str, run_sets: Sequence[RunSet]) -> str | RunSetGroup:
    owner = next((each for each in run_sets if key.startswith(f"{each.id}-")), None)
    if owner is None:
        return key
    parts = key.removeprefix(f"{owner.id}-").split("-")
    if not all(":" in each for each in parts):
        return key
    keys = tuple(
        RunSetGroupKey(_group_path(name), value)
        for name, _, value in (each.rpartition(":") for each in parts)
    )
    return RunSetGroup(owner.name, keys)


def _group_path(name: str) -> str:
    section, colon, rest = name.partition(":")
    if not colon:
        return name
    return path_of_key_object({"section": section, "name": rest})


def _placed(panels: tuple[Panel, ...]) -> tuple[Panel, ...]:
    """Move panels that cover an earlier panel to the next free position, row by row."""
    found: list[Panel] = []
    for panel in panels:
        layout = panel.layout
        if any(_cover(layout, each.layout) for each in found):
            layout = _free_place(layout, [each.layout for each in found])
        found.append(panel if layout == panel.layout else _moved(panel, layout))
    return tuple(found)


def _moved(panel: Panel, layout: Layout) -> Panel:
    made = replace(panel, layout=layout)
    object.__setattr__(made, "_id", panel._id)
    return made


def _free_place(layout: Layout, taken: Sequence[Layout]) -> Layout:
    rows = sorted({layout.y, *(each.y + each.h for each in taken)})
    for y in (each for each in rows if each >= layout.y):
        columns = sorted({0, *(each.x + each.w for each in taken)})
        for x in (each for each in columns if each + layout.w <= COLUMNS):
            place = Layout(x, y, layout.w, layout.h)
            if not any(_cover(place, each) for each in taken):
                return place
    return Layout(0, max(each.y + each.h for each in taken), layout.w, layout.h)


def _cover(one: Layout, other: Layout) -> bool:
    return (
        one.x < other.x + other.w
        and other.x < one.x + one.w
        and one.y < other.y + other.h
        and other.y < one.y + one.h
    )


def _panel_specs(panels: Sequence[Panel]) -> list[JsonValue]:
    """Return panels with distinct IDs. A copy of a panel gets a new ID."""
    specs = [each.to_spec() for each in panels]
    seen = set[JsonValue]()
    for spec in specs:
        if not spec.get("__id__") or spec["__id__"] in seen:
            spec["__id__"] = new_id()
        seen.add(spec["__id__"])
    return list[JsonValue](specs)


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}
