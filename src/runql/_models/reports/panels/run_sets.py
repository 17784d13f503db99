"""Run sets: selection, sort order and table settings of the runs in a panel grid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from runql._models.reports.panels.arguments import (
    Argument,
    Kept,
    checked_color,
    checked_dict,
    checked_int,
    checked_text,
    is_one,
    items_of,
    text_items,
)
from runql._models.reports.panels.base import new_id, objects, overlaid
from runql._models.reports.panels.metric_keys import (
    KEYS,
    MetricKey,
    key_object_of,
    metric_path,
    path_of_key_object,
    to_accessor,
)
from runql._models.reports.panels.ui_filters import Ui, filter_of_ui, ui_of_filter
from runql._paging.order import Order
from runql._wire.json_types import JsonValue
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql.filters.expressions import Filter
    from runql.filters.wire import Filters

__all__ = ["OrderBy", "RunSet", "RunSettings"]

_NEWEST_FIRST: Final = "-createdAt"
_TAGS: Final = "tags:__ALL__"
_ACCESSOR: Final = re.compile(r"(?:run|config|summary|tags|keys_info):.+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The display settings of a run.

    Attributes:
        color: CSS color; empty for a color that the web app chooses. The grid stores the color.
        disabled: Whether the run is hidden.
    """

    color: str = ""
    disabled: bool = False

    def __post_init__(self) -> None:
        if self.color != "":
            checked_color("color", self.color)
        if not isinstance(self.disabled, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"disabled must be True or False, got {self.disabled!r}.")


@dataclass(frozen=True, slots=True)
class OrderBy:
    """A sort key of a run set.

    Attributes:
        name: A path, such as `createdAt`, `config.lr` or `summary_metrics.accuracy`.
        ascending: Whether the smallest value comes first.
    """

    name: MetricKey
    ascending: bool = False


Orders: TypeAlias = "str | Order | OrderBy | Iterable[str | Order | OrderBy]"
Groups: TypeAlias = "MetricKey | Iterable[MetricKey] | None"


def _groups(name: str, value: Groups) -> tuple[str, ...]:
    if value is None:
        return ()
    one = not isinstance(value, Iterable) or is_one(value, str, bytes, Mapping)
    keys = cast("Iterable[MetricKey]", [value] if one else value)
    return tuple(metric_path(name, each, "run", KEYS) for each in keys)


def _orders(name: str, value: Orders) -> tuple[str, ...]:
    if isinstance(value, str | Order | OrderBy):
        value = [value]
    return tuple(_order(name, each) for each in items_of(name, value))


def _order(name: str, value: str | Order | OrderBy) -> str:
    if isinstance(value, Kept):
        return value
    if isinstance(value, OrderBy):
        return f"{'+' if value.ascending else '-'}{metric_path(name, value.name, 'run', KEYS)}"
    if isinstance(value, Order):
        value = f"{'-' if value.descending else '+'}{value.key}"
    key = checked_text(name, value).strip()
    sign = "-" if key.startswith("-") else "+"
    return f"{sign}{metric_path(name, key.lstrip('+-').strip(), 'run', KEYS)}"


def _columns(name: str, value: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_column(name, each) for each in text_items(name, value)))


def _column(name: str, column: str) -> str:
    """Return a column in the spelling of the web app's table."""
    if isinstance(column, Kept) or _ACCESSOR.fullmatch(column):
        return str(column)
    if column == "tags":
        return _TAGS
    if "." not in column:
        raise UsageError(
            f"{name}: column {column!r} must have a section.",
            hint=f"Use 'summary.{column}', 'config.{column}' or 'run.{column}'.",
        )
    return to_accessor(metric_path(name, column, "summary", ("summary", "config", "run")))


def _widths(name: str, value: Mapping[str, int] | None) -> Mapping[str, int]:
    given = checked_dict(name, value)
    return {
        _column(name, key): checked_int(f"{name}[{key!r}]", width, 1)
        for key, width in given.items()
    }


def _settings(name: str, value: Mapping[str, RunSettings] | None) -> Mapping[str, RunSettings]:
    found = checked_dict(name, value)
    for run, each in found.items():
        if not is_one(run, str) or not is_one(each, RunSettings):
            raise UsageError(
                f"{name} must map run IDs to RunSettings, got {run!r}: {each!r}.",
                hint='Pass {"a1b2c3d4": RunSettings(color="#ff8800")}.',
            )
    return found


def _lock(name: str, value: bool | None) -> bool | None:
    if value is not None and not isinstance(value, bool):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise UsageError(f"{name} must be True, False or None, got {value!r}.")
    return value


@dataclass(frozen=True, repr=False)
class RunSet:
    """The runs of a panel grid.

    Attributes:
        entity: Owner of the project; empty for the report's entity.
        project: Project of the runs; empty for the report's project.
        name: Title of the tab.
        query: String that the names of the runs contain.
        filters: Filter of the runs: an expression of `runql.filters.F`, a Mongo-style dict, or a string; None for all runs.
        groupby: Keys to group runs by: `config.lr`, or an attribute such as `group`.
        order: Sort keys, the most significant first: `-createdAt`, `+summary_metrics.loss`.
        run_settings: Hidden runs, by ID. Colors in this argument move to the grid.
        pinned_columns: Columns at the left of the table: `summary.accuracy`, `config.lr`, `run.state`, `tags`.
        visible_columns: Other visible columns.
        hidden_columns: Hidden columns, with priority over all other arguments.
        column_order: Columns from left to right. Columns of the order are visible too, unless `lock_columns` is True.
        column_widths: Widths of columns, in pixels.
        lock_columns: Whether only pinned and visible columns are shown.
        shown_runs: IDs of the only runs to show; None for all runs that are not hidden.
        raw: Original spec of the run set; empty for a new run set.
    """

    entity: Argument[str, str] = Argument(checked_text, "")
    project: Argument[str, str] = Argument(checked_text, "")
    name: Argument[str, str] = Argument(checked_text, "Run set")
    query: Argument[str, str] = Argument(checked_text, "")
    filters: Argument[Filters, Filter | None] = Argument(filter_of_ui, None)
    groupby: Argument[Groups, tuple[str, ...]] = Argument(_groups, ())
    order: Argument[Orders, tuple[str, ...]] = Argument(_orders, (_NEWEST_FIRST,))
    run_settings: Argument[Mapping[str, RunSettings] | None, Mapping[str, RunSettings]] = Argument(
        _settings, None
    )
    pinned_columns: Argument[Iterable[str] | None, tuple[str, ...]] = Argument(_columns, ())
    visible_columns: Argument[Iterable[str] | None, tuple[str, ...]] = Argument(_columns, ())
    hidden_columns: Argument[Iterable[str] | None, tuple[str, ...]] = Argument(_columns, ())
    column_order: Argument[Iterable[str] | None, tuple[str, ...]] = Argument(_columns, ())
    column_widths: Argument[Mapping[str, int] | None, Mapping[str, int]] = Argument(_widths, None)
    lock_columns: Argument[bool | None, bool | None] = Argument(_lock, None)
    shown_runs: Argument[Iterable[str] | None, tuple[str, ...] | None] = Argument(
        lambda name, value: None if value is None else text_items(name, value), None
    )
    raw: Mapping[str, JsonValue] = field(
        default_factory=dict[str, JsonValue], compare=False, kw_only=True
    )
    id: str = field(default_factory=new_id, init=False, compare=False)

    def __post_init__(self) -> None:
        if bool(self.entity) and not self.project:
            raise UsageError(
                f"project is required with entity={self.entity!r}.",
                hint="Pass both entity= and project=, or neither.",
            )
        if self.raw.get("id"):
            object.__setattr__(self, "id", str(self.raw["id"]))
        self._settle_columns()
        if self.shown_runs is not None and self._hidden():
            raise UsageError(
                "run_settings with hidden runs and shown_runs exclude each other.",
                hint="Pass only one of them.",
            )

    def _settle_columns(self) -> None:
        """Normalize the columns to the form of the web app's table."""
        hidden = set(self.hidden_columns)
        pinned = tuple(each for each in self.pinned_columns if each not in hidden)
        visible = tuple(each for each in self.visible_columns if each not in (*hidden, *pinned))
        chosen = (*pinned, *visible)
        order = [each for each in self.column_order if each not in hidden]
        if self.lock_columns:
            order = [each for each in order if each in chosen]
        order = list(dict.fromkeys((*order, *chosen)))
        # The web app shows all columns of its order, so columns of the order alone are visible too.
        visible = tuple(each for each in order if each not in pinned)
        for name, value in (
            ("pinned_columns", pinned),
            ("visible_columns", visible),
            ("column_order", order),
        ):
            self.__dict__[name] = tuple(value)

    def _hidden(self) -> list[str]:
        return [run for run, each in self.run_settings.items() if each.disabled]

    @property
    def colors(self) -> Mapping[str, str]:
        """Colors of runs, by run ID, from the arguments of this run set."""
        return {run: each.color for run, each in self.run_settings.items() if each.color}

    def without_colors(self) -> RunSet:
        """Return the run set without colors, because the grid stores colors."""
        kept = {run: RunSettings(disabled=True) for run in self._hidden()}
        if kept == self.run_settings:
            return self
        found = replace(self, run_settings=kept)
        object.__setattr__(found, "id", self.id)
        return found

    def to_spec(self) -> dict[str, JsonValue]:
        """Return the spec of the run set: the original, updated with changed attributes.

        Raises:
            UsageError: If the change would discard the selection of hidden groups.
        """
        new = self._written()
        if not self.raw:
            return new
        old = RunSet.from_spec(self.raw)._written()
        selections = self.raw.get("selections")
        tree = selections.get("tree") if isinstance(selections, dict) else None
        if old["selections"] != new["selections"] and objects(tree):
            raise UsageError(
                f"Run set {self.name!r} hides whole groups. A change of single runs would discard that selection.",
                hint="Show and hide its runs in the web app.",
            )
        return overlaid(self.raw, old, new)

    def _written(self) -> dict[str, JsonValue]:
        project: JsonValue = None
        if self.project:
            project = {"name": self.project, **({"entityName": self.entity} if self.entity else {})}
        hidden, order = list(self.hidden_columns), list(self.column_order)
        feed: dict[str, JsonValue] = {
            "version": 2,
            "columnVisible": {**dict.fromkeys(hidden, False), **dict.fromkeys(order, True)},
            "columnPinned": dict.fromkeys(self.pinned_columns, True),
            "columnWidths": dict(self.column_widths),
            "columnOrder": list[JsonValue](order),
            "pageSize": 10,
            "onlyShowSelected": False,
        }
        if self.lock_columns is not None:
            feed["lockColumns"] = self.lock_columns
        tree = list[JsonValue](self._hidden() if self.shown_runs is None else self.shown_runs)
        found: dict[str, JsonValue] = {
            "id": self.id,
            "runFeed": feed,
            "enabled": True,
            "name": self.name,
            "search": {"query": self.query},
            "filters": ui_of_filter(self.filters),
            "grouping": [key_object_of(each) for each in self.groupby],
            "sort": {
                "keys": [
                    {"key": key_object_of(each[1:]), "ascending": each.startswith("+")}
                    for each in self.order
                ]
            },
            "selections": {"root": 1 if self.shown_runs is None else 0, "bounds": [], "tree": tree},
            "expandedRowAddresses": [],
        }
        return found if project is None else {**found, "project": project}

    @classmethod
    def from_spec(cls, raw: Mapping[str, JsonValue]) -> RunSet:
        """Return the run set of a spec."""
        project, feed = _object(raw.get("project")), _object(raw.get("runFeed"))
        visible = _object(feed.get("columnVisible"))
        order = _texts(feed.get("columnOrder"))
        shown = [*order, *(column for column, is_shown in visible.items() if is_shown is True)]
        selections = _object(raw.get("selections"))
        runs = _texts(selections.get("tree"))
        is_open = bool(selections.get("root", 1))
        widths = {
            column: width
            for column, width in _object(feed.get("columnWidths")).items()
            if isinstance(width, int) and width > 0
        }
        lock = feed.get("lockColumns")
        return cls(
            entity=str(project.get("entityName") or "") if project.get("name") else "",
            project=str(project.get("name") or ""),
            name=str(raw.get("name") or ""),
            query=str(_object(raw.get("search")).get("query") or ""),
            filters=cast("Filters", Ui(_object(raw.get("filters")))),
            groupby=[path_of_key_object(each) for each in objects(raw.get("grouping"))],
            order=_kept_orders(_object(raw.get("sort"))),
            run_settings={run: RunSettings(disabled=True) for run in runs} if is_open else None,
            pinned_columns=_columns_kept(
                column for column, pin in _object(feed.get("columnPinned")).items() if pin is True
            ),
            visible_columns=_columns_kept(shown),
            hidden_columns=_columns_kept(
                column for column, is_shown in visible.items() if is_shown is False
            ),
            column_order=_columns_kept(order),
            column_widths=cast("Mapping[str, int]", widths),
            lock_columns=lock if isinstance(lock, bool) else None,
            shown_runs=None if is_open else runs,
            raw=raw,
        )

    def __repr__(self) -> str:
        given = [
            f"{each.name}={getattr(self, each.name)!r}"
            for each in fields(self)
            if each.name not in ("raw", "id") and getattr(self, each.name) not in ((), None, {}, "")
        ]
        return f"RunSet({', '.join(given)})"


def _kept_orders(sort: Mapping[str, JsonValue]) -> list[str]:
    keys = objects(sort.get("keys")) if "keys" in sort else [dict(sort)] if "key" in sort else []
    return [
        Kept(
            f"{'+' if each.get('ascending') else '-'}{path_of_key_object(_object(each.get('key')))}"
        )
        for each in keys
    ]


def _columns_kept(columns: Iterable[str]) -> list[str]:
    return [Kept(each) for each in columns]


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _texts(value: JsonValue) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
