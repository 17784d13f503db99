"""Paths of metrics, config keys and run attributes that panels and run sets use.

A path is a string: `loss`, `config.lr`, `summary_metrics.accuracy`, `run.state`. A name without a section depends on
the context: it is a history metric in a line plot, a summary key in a scatter plot, and a run attribute in groups and
sort orders. The web app has its own spelling for each context. runql preserves each spelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from runql._choices import near_names
from runql._models.reports.panels.arguments import Kept, is_one
from runql.errors import UsageError
from runql.filters.catalogue import RUN_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue

__all__ = [
    "Config",
    "Metric",
    "MetricKey",
    "SummaryMetric",
    "key_object_of",
    "metric_path",
    "path_of_accessor",
    "path_of_group",
    "path_of_history_key",
    "path_of_key_object",
    "to_accessor",
    "to_group",
    "to_history_key",
]

Section: TypeAlias = Literal["metric", "summary", "config", "run"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A history metric, or a run attribute where no history is available.

    Attributes:
        name: Name of the metric. All characters are allowed.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Config:
    """A key of the runs' config.

    Attributes:
        name: The key. Dots separate nested keys.
    """

    name: str


@dataclass(frozen=True, slots=True)
class SummaryMetric:
    """A key of the runs' summary.

    Attributes:
        name: The key.
    """

    name: str


MetricKey: TypeAlias = str | Metric | Config | SummaryMetric
"""A path such as `loss` or `config.lr`, or a value with an explicit section."""

_PREFIXES: Final[Mapping[str, Section]] = {
    "config.": "config",
    "summary.": "summary",
    "summary_metrics.": "summary",
    "run.": "run",
    "metric.": "metric",
}
_SPELLED: Final[Mapping[Section, str]] = {
    "config": "config.",
    "summary": "summary_metrics.",
    "run": "run.",
    "metric": "metric.",
}
# Names of axes and attributes in wandb-workspaces.
_AXES: Final = {
    "Step": "_step",
    "WallTime": "_timestamp",
    "RelativeTime(Process)": "_runtime",
    "RelativeTime(Wall)": "_absolute_runtime",
}
_ATTRIBUTES: Final = {
    **{name: each.wire for name, each in RUN_FIELDS.items()},
    "ID": "name",
    "Name": "displayName",
    "Tags": "tags",
    "State": "state",
    "CreatedTimestamp": "createdAt",
    "Runtime": "duration",
    "User": "username",
    "user": "username",
    "Sweep": "sweep",
    "Group": "group",
    "JobType": "jobType",
    "Hostname": "host",
    "UsingArtifact": "inputArtifacts",
    "OutputtingArtifact": "outputArtifacts",
}


def metric_path(argument: str, key: MetricKey, bare: Section, sections: tuple[Section, ...]) -> str:
    """Return the canonical path of a key for its context.

    Args:
        argument: Name of the argument, for error messages.
        key: The path, or a value with an explicit section.
        bare: Section of a name without a section.
        sections: Allowed sections.

    Raises:
        UsageError: If the name is empty, the section is not allowed, or runs have no such attribute.
    """
    if isinstance(key, Kept):
        return key
    section, name = _parted(argument, key, bare, sections)
    if section not in sections:
        known = ", ".join(f"{_SPELLED[each]}NAME" for each in sections if each != bare)
        raise UsageError(
            f"{argument} does not support {section} keys, got {name!r}.",
            hint=f"Pass a name{f' or {known}' if known else ''}.",
        )
    if section == "run":
        name = _attribute(argument, name)
    elif section == "metric":
        name = _AXES.get(name, name)
    return _spelled(section, name, bare, sections)


def _parted(
    argument: str, key: MetricKey, bare: Section, sections: tuple[Section, ...]
) -> tuple[Section, str]:
    if isinstance(key, Config):
        found: tuple[Section, str] = ("config", key.name)
    elif isinstance(key, SummaryMetric):
        found = ("summary", key.name)
    elif isinstance(key, Metric):
        found = ("metric" if "metric" in sections else "run", key.name)
    elif isinstance(key, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        found = (bare, key)
        for prefix, section in _PREFIXES.items():
            # `run.` is a section only where run attributes are allowed, because metric names may start with it.
            if key.startswith(prefix) and (section in sections or section not in ("run", "metric")):
                found = (section, key.removeprefix(prefix))
                break
    else:
        raise UsageError(f"{argument} must be a string such as 'loss' or 'config.lr', got {key!r}.")
    if not is_one(found[1], str) or not found[1].strip():
        raise UsageError(f"{argument} must be a non-empty metric name, got {key!r}.")
    return found


def _attribute(argument: str, name: str) -> str:
    if name not in _ATTRIBUTES:
        near = near_names(name, _ATTRIBUTES)
        raise UsageError(
            f"{argument}: runs have no attribute {name!r}.",
            hint=(f"Did you mean {near[0]!r}? " if near else "")
            + f"Use 'config.{name}' for a config key.",
        )
    return _ATTRIBUTES[name]


def _spelled(section: Section, name: str, bare: Section, sections: tuple[Section, ...]) -> str:
    if section != bare:
        return f"{_SPELLED[section]}{name}"
    is_ambiguous = any(
        name.startswith(prefix) and (each in sections or each not in ("run", "metric"))
        for prefix, each in _PREFIXES.items()
    )
    return f"{_SPELLED[section]}{name}" if is_ambiguous else name


def _section_of(path: str, bare: Section, sections: tuple[Section, ...]) -> tuple[Section, str]:
    return _parted("key", str(path), bare, sections)


# Line plots, bar plots and scalar charts, which show the history.
HISTORY: Final[tuple[Section, ...]] = ("metric", "summary", "config")
# Scatter plots, parallel coordinates and columns, which show a table of runs.
TABLE: Final[tuple[Section, ...]] = ("summary", "config", "run")
# Groups and sort orders of runs.
KEYS: Final[tuple[Section, ...]] = ("run", "config", "summary")


def to_history_key(path: str) -> str:
    """Return a path in the spelling of history panels: `config.lr.value`.

    These panels are line plots, bar plots and scalar charts.
    """
    section, name = _section_of(path, "metric", HISTORY)
    if section == "config":
        return f"config.{_with_value(name)}"
    return f"summary_metrics.{name}" if section == "summary" else name


def path_of_history_key(key: str) -> str:
    """Return the path of a key in a line plot, bar plot or scalar chart."""
    if key.startswith("config.") and "value" in key.split(".")[2:]:
        return Kept(f"config.{_without_value(key.removeprefix('config.'))}")
    if key.startswith("summary_metrics."):
        return Kept(key)
    return Kept(_spelled("metric", key, "metric", HISTORY))


def to_accessor(path: str) -> str:
    """Return a path in the spelling of run tables.

    Examples: `config:lr.value`, `summary:loss`, `run:state`.
    """
    section, name = _section_of(path, "summary", (*TABLE, "metric"))
    if section == "metric":
        return name
    return f"{section}:{_with_value(name) if section == 'config' else name}"


def path_of_accessor(key: str) -> str:
    """Return the path of a column in a run table."""
    section, colon, name = key.partition(":")
    if colon and section == "config":
        return Kept(f"config.{_without_value(name)}")
    if colon and section == "run":
        return Kept(f"run.{name}")
    if colon and section == "summary":
        return Kept(_spelled("summary", name, "summary", TABLE))
    # Older reports have other spellings, such as `c::lr`.
    return Kept(f"metric.{key}")


def to_group(path: str) -> str:
    """Return a path in the spelling of panel groups: `lr.value`, `group`."""
    section, name = _section_of(path, "run", ("run", "config"))
    return _with_value(name) if section == "config" else name


def path_of_group(key: str) -> str:
    """Return the path of a group key of a panel."""
    if "value" in key.split(".")[1:]:
        return Kept(f"config.{_without_value(key)}")
    return Kept(_spelled("run", key, "run", ("run", "config")))


def key_object_of(path: str) -> dict[str, JsonValue]:
    """Return a path as a run set's object with section and name."""
    section, name = _section_of(path, "run", KEYS)
    return {"section": section, "name": _with_value(name) if section == "config" else name}


def path_of_key_object(key: Mapping[str, JsonValue]) -> str:
    """Return the path of a run set's object with section and name."""
    section, name = str(key.get("section") or "run"), str(key.get("name") or "")
    if section == "config":
        return Kept(f"config.{_without_value(name)}")
    if section == "summary":
        return Kept(f"summary_metrics.{name}")
    return Kept(_spelled("run", name, "run", KEYS) if section == "run" else f"{section}.{name}")


def _with_value(name: str) -> str:
    """Insert the level `value`, which is below the first key of a config."""
    first, dot, rest = name.partition(".")
    if "value" in rest.split("."):
        return name
    return f"{first}.value{dot}{rest}"


def _without_value(name: str) -> str:
    """Revert `_with_value`. A name that it would not restore stays unchanged."""
    first, _, rest = name.partition(".")
    if rest == "value" or rest.startswith("value."):
        short = first + rest.removeprefix("value")
        if _with_value(short) == name:
            return short
    return name
