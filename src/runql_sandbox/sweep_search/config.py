"""The configuration of a sweep."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from runql_sandbox.sweep_search.distributions import Parameter, ParameterError, read_parameter

__all__ = ["ConfigError", "NotJSONError", "SearchConfig", "check_numbers", "read_config"]

METHODS: Final = ("grid", "random", "bayes", "custom")
_KEYS: Final = frozenset(
    {
        "apiVersion", "command", "controller", "description", "early_terminate", "entity",
        "image_uri", "imageuri", "job", "launch", "method", "metric", "name", "parameters",
        "program", "project", "run_cap", "scheduler", "sweep",
    }
)  # fmt: skip


_LONGEST: Final = 2**20
_DEEPEST: Final = 50
_MOST_VALUES: Final = 100_000
_LARGEST_BAND: Final = 10**6


class ConfigError(ValueError):
    """An invalid sweep configuration."""


class NotJSONError(ConfigError):
    """JSON with a non-finite number."""


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """A parsed configuration.

    Attributes:
        document: The whole configuration.
        method: Search method.
        parameters: Parameters of the search.
        metric: Name of the optimized metric; None if there is none.
        maximize: Whether greater values are better.
        run_cap: Maximum number of runs.
        early_terminate: Rule of early stopping; None for no stopping.
        warnings: Unknown keys and likely mistakes.
    """

    document: Mapping[str, Any]
    method: str
    parameters: tuple[Parameter, ...]
    metric: str | None
    maximize: bool
    run_cap: int | None
    early_terminate: Mapping[str, Any] | None
    warnings: tuple[str, ...]

    @property
    def local(self) -> bool:
        """Whether the user's own program chooses the values."""
        controller = self.document.get("controller")
        return isinstance(controller, Mapping) and controller.get("type") == "local"

    @property
    def expected_runs(self) -> int | None:
        """Expected number of runs; None if it is unlimited."""
        count = None
        if self.method == "grid":
            count = math.prod(len(each.grid or ()) for each in self.parameters)
        if self.run_cap is not None:
            count = self.run_cap if count is None else min(count, self.run_cap)
        return count


def read_config(text: str) -> SearchConfig:
    """Parse a configuration from YAML, which includes JSON.

    Raises:
        ConfigError: If the configuration is invalid.
    """
    if len(text) > _LONGEST:
        raise ConfigError(f"the sweep config is longer than {_LONGEST} characters")
    # The start of a server does not need it.
    import yaml

    if text.lstrip().startswith("{"):
        check_numbers(text)
    try:
        document = yaml.safe_load(text)
    except RecursionError:
        raise ConfigError(f"the sweep config is nested more than {_DEEPEST} deep") from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise ConfigError(f"the sweep config is not valid YAML: {error}") from error
    _check_size(document)
    if not isinstance(document, Mapping):
        raise ConfigError("the sweep config must be an object")
    for section in ("method", "parameters"):
        if not document.get(section):
            raise ConfigError(f"Sweep config must contain {section} section")
    method = document["method"]
    if method not in METHODS:
        raise ConfigError(f"method must be one of {', '.join(METHODS)}, not {method!r}")
    given = document["parameters"]
    if not isinstance(given, Mapping):
        raise ConfigError("parameters must be an object")
    try:
        parameters = _parameters((), given)
    except ParameterError as error:
        raise ConfigError(str(error)) from error
    if method == "grid":
        for each in parameters:
            if each.grid is None:
                raise ConfigError(f"{each.distribution} of {each.path[-1]} has no grid")
    metric = document.get("metric") or {}
    name = metric.get("name") if isinstance(metric, Mapping) else None
    if method == "bayes" and not name:
        raise ConfigError("method bayes needs a metric")
    cap = document.get("run_cap")
    cap = None if isinstance(cap, bool) else cap
    return SearchConfig(
        document=document,
        method=str(method),
        parameters=parameters,
        metric=str(name) if name else None,
        maximize=isinstance(metric, Mapping) and metric.get("goal") == "maximize",
        run_cap=cap if isinstance(cap, int) else None,
        early_terminate=_rule(document.get("early_terminate")),
        warnings=_warnings(document, parameters),
    )


def check_numbers(text: str) -> None:
    """Reject bare words for non-finite numbers, with the messages of the public server's decoder.

    Raises:
        NotJSONError: If the text contains such a word.
    """

    def refuse(word: str) -> None:
        where = "in numeric literal" if word.startswith("-") else "looking for beginning of value"
        raise NotJSONError(f"invalid character {word.lstrip('-')[0]!r} {where}")

    # Text that is not JSON may be YAML, and is parsed as YAML.
    with contextlib.suppress(json.JSONDecodeError, RecursionError):
        json.loads(text, parse_constant=refuse)


def _check_size(document: object) -> None:
    """Reject YAML that becomes too large when references are expanded, or that contains itself."""
    values, level = 0, [document]
    for _ in range(_DEEPEST):
        inner: list[object] = []
        for each in level:
            if isinstance(each, Mapping):
                inner += [*each, *each.values()]
            elif isinstance(each, list | tuple | set):
                inner += each
            if values + len(inner) > _MOST_VALUES:
                raise ConfigError(f"the sweep config holds more than {_MOST_VALUES} values")
        values, level = values + len(inner), inner
        if not level:
            return
    raise ConfigError(f"the sweep config is nested more than {_DEEPEST} deep")


def _rule(given: object) -> Mapping[str, Any] | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise ConfigError("early_terminate must be an object")
    for name in ("eta", "min_iter", "max_iter", "s"):
        value = given.get(name)
        known = isinstance(value, int | float) and 0 <= value <= _LARGEST_BAND
        if value is not None and not known:
            raise ConfigError(f"early_terminate.{name} must be a number, not {value!r}")
    return given


def _parameters(group: tuple[str, ...], given: Mapping[str, Any]) -> tuple[Parameter, ...]:
    found: list[Parameter] = []
    for name, each in given.items():
        path = (*group, str(name))
        if not isinstance(each, Mapping):
            raise ParameterError(f"parameter {'.'.join(path)} must be an object")
        nested = each.get("parameters")
        if isinstance(nested, Mapping):
            found += _parameters(path, nested)
        else:
            found.append(read_parameter(path, each))
    return tuple(found)


def _warnings(document: Mapping[str, Any], parameters: tuple[Parameter, ...]) -> tuple[str, ...]:
    warnings = [
        f"additional property {key} is not allowed"
        for key in sorted(map(str, document.keys() - _KEYS))
    ]
    warnings += [
        f"parameter {'.'.join(each.path)}: additional property {key} is not allowed"
        for each in parameters
        for key in each.unknown
    ]
    metric = document.get("metric")
    goal = metric.get("goal", "minimize") if isinstance(metric, Mapping) else "minimize"
    if goal not in ("minimize", "maximize"):
        warnings.append(f"metric.goal must be minimize or maximize, not {goal!r}")
    stop = document.get("early_terminate")
    if isinstance(stop, Mapping) and stop.get("type") != "hyperband":
        warnings.append(f"early_terminate.type must be hyperband, not {stop.get('type')!r}")
    return tuple(warnings)
