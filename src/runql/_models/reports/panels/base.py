"""Common parts of all report panels, and panels of unknown kinds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from runql._models.reports.panels.arguments import Setting, checked_int
from runql._wire.json_types import JsonValue
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Self

    from runql._models.reports.panels.arguments import Config

__all__ = [
    "COLUMNS",
    "Layout",
    "Panel",
    "UnknownPanel",
    "layout_of",
    "new_id",
    "objects",
    "overlaid",
]

COLUMNS: Final = 24
"""Number of columns of a grid."""

# Config keys with metrics, over all kinds of panels.
_METRIC_KEYS: Final = (
    "metrics",
    "xAxis",
    "yAxis",
    "zAxis",
    "targetKey",
    "mediaKeys",
    "metricRegex",
)


def new_id() -> str:
    """Return a new random ID for a panel or a run set."""
    return secrets.token_hex(6)


@dataclass(frozen=True, slots=True)
class Layout:
    """The position and size of a panel in its grid, which has 24 columns.

    Attributes:
        x: First column, from 0.
        y: First row, from 0.
        w: Width in columns.
        h: Height in rows.
    """

    x: int = 0
    y: int = 0
    w: int = 8
    h: int = 6

    def __post_init__(self) -> None:
        for name, least in (("x", 0), ("y", 0), ("w", 1), ("h", 1)):
            checked_int(name, getattr(self, name), least)
        if self.x + self.w > COLUMNS:
            raise UsageError(
                f"x + w must be at most {COLUMNS}, got {self.x} + {self.w}.",
                hint=f"Reduce x or w; a panel grid has {COLUMNS} columns.",
            )

    def to_spec(self) -> dict[str, JsonValue]:
        """Return the layout in the format of a spec."""
        return {"x": self.x, "y": self.y, "w": self.w, "h": self.h}


@dataclass(frozen=True, kw_only=True, repr=False)
class Panel:
    """A panel of a grid.

    Attributes:
        layout: Position and size in the grid. The grid moves panels that would cover an earlier panel.
        raw: Original spec of the panel; empty for a new panel.
    """

    KIND: ClassVar[str] = ""

    layout: Layout = Layout()
    raw: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue], compare=False)
    _id: str = field(default_factory=new_id, init=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.layout, Layout):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"layout must be a Layout, got {self.layout!r}.",
                hint="Pass Layout(x=0, y=0, w=8, h=6).",
            )

    @property
    def kind(self) -> str:
        """The web app's name of the kind, such as `Run History Line Plot`."""
        return str(self.raw.get("viewType") or self.KIND)

    @property
    def config(self) -> Mapping[str, JsonValue]:
        """The configuration of the panel in the web app's format."""
        found = self.to_spec().get("config")
        return found if isinstance(found, dict) else {}

    @property
    def title(self) -> str:
        """Title; empty if the web app generates it."""
        return str(self.config.get("chartTitle") or "")

    @property
    def metrics(self) -> tuple[str, ...]:
        """Keys of the panel, as paths: `loss`, `summary_metrics.accuracy`, `config.lr`."""
        config = self.config
        names = [name for key in _METRIC_KEYS for name in _names(config.get(key))]
        names += [
            str(column["accessor"])
            for column in objects(config.get("columns"))
            if "accessor" in column
        ]
        shown = [_metric_path(name) for name in names if name != config.get("xAxis")]
        return tuple(dict.fromkeys(shown))

    @property
    def x_axis(self) -> str | None:
        """Key of the x axis; None if the panel has none."""
        found = self.config.get("xAxis")
        return _metric_path(str(found)) if found else None

    def to_spec(self) -> dict[str, JsonValue]:
        """Return the spec of the panel: the original, updated with changed attributes."""
        new = self._written()
        if not self.raw:
            return {"__id__": self._id, **new}
        return overlaid(self.raw, type(self).from_spec(self.raw)._written(), new)

    @classmethod
    def from_spec(cls, raw: Mapping[str, JsonValue]) -> Self:
        """Return the panel of a spec.

        Raises:
            UsageError: If the spec has an argument that is invalid for this kind of panel.
        """
        config = raw.get("config")
        config = config if isinstance(config, dict) else {}
        given = {name: each.read(config) for name, each in cls._settings().items()}
        return cls(layout=layout_of(raw), raw=raw, **cast("Any", given))

    @classmethod
    def _settings(cls) -> dict[str, Setting[Any, Any]]:
        found = {each.name: cls._declared(each.name) for each in fields(cls)}
        return {name: each for name, each in found.items() if isinstance(each, Setting)}

    @classmethod
    def _declared(cls, name: str) -> object:
        return next((each.__dict__[name] for each in cls.__mro__ if name in each.__dict__), None)

    def _written(self) -> dict[str, JsonValue]:
        config: dict[str, JsonValue] = {}
        for name, each in self._settings().items():
            _merge(config, each.write(getattr(self, name)))
        return {"viewType": self.kind, "config": config, "layout": self.layout.to_spec()}

    def __repr__(self) -> str:
        shown = {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if each.name not in ("raw", "_id")
        }
        settings = self._settings()
        given = [
            f"{name}={value!r}"
            for name, value in shown.items()
            if value != (settings[name].default if name in settings else Layout())
        ]
        return f"{type(self).__name__}({', '.join(given)})"


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class UnknownPanel(Panel):
    """A panel of a kind that runql does not know. Its content is preserved."""

    def to_spec(self) -> dict[str, JsonValue]:
        """Return the original spec with the current layout."""
        if self.raw and layout_of(self.raw) == self.layout:
            return dict(self.raw)
        return {**self.raw, "layout": self.layout.to_spec()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UnknownPanel) and self.to_spec() == other.to_spec()

    def __hash__(self) -> int:
        return hash((self.kind, self.layout))

    def __repr__(self) -> str:
        return f"<UnknownPanel {self.kind!r}>"


def overlaid(
    raw: Mapping[str, JsonValue], old: Mapping[str, JsonValue], new: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """Return the original spec, updated with the differences of two written specs."""
    found = dict(raw)
    for key in {**old, **new}:
        before, after = old.get(key), new.get(key)
        if before == after and (key in old) == (key in new):
            continue
        kept = raw.get(key)
        if isinstance(before, dict) and isinstance(after, dict) and isinstance(kept, dict):
            found[key] = overlaid(kept, before, after)
        elif key in new:
            found[key] = after
        else:
            found.pop(key, None)
    return found


def objects(value: JsonValue) -> list[dict[str, JsonValue]]:
    """Return the objects in a list; an empty list for any other value."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _merge(config: dict[str, JsonValue], part: Config) -> None:
    for key, value in part.items():
        there = config.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            _merge(there, value)
        else:
            config[key] = value


def layout_of(raw: Mapping[str, JsonValue]) -> Layout:
    """Return the layout in a panel's spec; the default if it is missing or invalid."""
    found = raw.get("layout")
    given = found if isinstance(found, dict) else {}
    sizes = {
        name: value
        for name in ("x", "y", "w", "h")
        if isinstance(value := given.get(name), int) and not isinstance(value, bool)
    }
    try:
        return Layout(**sizes)
    except UsageError:
        return Layout()


def _metric_path(name: str) -> str:
    """Return a panel's key as a path, such as `summary_metrics.loss` for `summary:loss`."""
    section, colon, rest = name.partition(":")
    prefixes = {"summary": "summary_metrics.", "config": "config.", "run": ""}
    if not colon or section not in prefixes:
        return str(name)
    return prefixes[section] + (rest.replace(".value", "", 1) if section == "config" else rest)


def _names(value: JsonValue) -> Sequence[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
