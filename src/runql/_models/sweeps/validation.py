"""Validation of sweep configs before they are sent."""

from __future__ import annotations

import copy
import math
from typing import TYPE_CHECKING, Final

from runql._models._attributes.json_values import check_finite, encode_document
from runql._models.sweeps.config import (
    Distribution,
    SweepConfig,
    SweepMethod,
    SweepParameter,
    as_number,
)
from runql.errors import DataValidationError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runql._wire.json_types import JsonValue

__all__ = ["checked_sweep_config"]

_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "constant": ("value",),
    "categorical": ("values",),
    "categorical_w_probabilities": ("values", "probabilities"),
    "normal": (),
    "q_normal": (),
    "log_normal": (),
    "q_log_normal": (),
    "beta": (),
    "q_beta": (),
}
_GRID: Final = ("constant", "categorical", "categorical_w_probabilities", "int_uniform")


def checked_sweep_config(config: Mapping[str, object]) -> dict[str, JsonValue]:
    """Return a config that servers accept, with explicit distributions as in the SDK.

    Raises:
        DataValidationError: If the config is invalid. The message lists all reasons.
    """
    try:
        document = encode_document(config, "config")
        check_finite(document, "config")
    except UsageError as error:
        raise DataValidationError(
            f"Invalid sweep config: {error.message}", hint=error.hint
        ) from error
    typed = SweepConfig(document)
    problems = list(_problems(typed, document.get("parameters")))
    if problems:
        raise DataValidationError(
            "Invalid sweep config: " + "; ".join(problems) + ".",
            hint="The keys of a sweep config are method, metric, parameters, early_terminate, "
            "run_cap, name, description, program and command.",
        )
    return _with_distributions(document)


def _problems(config: SweepConfig, parameters: JsonValue) -> list[str]:
    problems: list[str] = []
    if not config.method.is_known:
        known = ", ".join(each.value for each in SweepMethod)
        problems.append(f"method must be one of {known}, got {config.get('method')!r}")
    metric = config.metric
    if metric is None and ("metric" in config or config.method is SweepMethod.BAYES):
        problems.append("metric must have a name, such as {'name': 'loss', 'goal': 'minimize'}")
    if metric is not None and not metric.goal.is_known:
        problems.append(f"metric.goal must be minimize or maximize, got {metric.goal.value!r}")
    if "run_cap" in config and (config.run_cap is None or config.run_cap < 1):
        problems.append(f"run_cap must be an integer above 0, got {config['run_cap']!r}")
    stop = config.get("early_terminate")
    if stop is not None:
        problems += _stop_problems(stop)
    if not isinstance(parameters, dict) or not parameters:
        return [*problems, "parameters must be an object with at least one parameter"]
    problems += _shape_problems("", parameters)
    for each in config.parameters.values():
        problems += [f"parameter {each.name}: {why}" for why in _parameter_problems(each)]
        grid = config.method is SweepMethod.GRID
        if grid and each.distribution not in (*_GRID, Distribution.Q_UNIFORM):
            problems.append(
                f"parameter {each.name}: grid search does not support {each.distribution.value}"
            )
    return problems


def _stop_problems(stop: JsonValue) -> list[str]:
    if not isinstance(stop, dict) or stop.get("type") != "hyperband":
        return ["early_terminate must have the type hyperband"]
    if as_number(stop.get("min_iter")) is None and (
        as_number(stop.get("max_iter")) is None or as_number(stop.get("s")) is None
    ):
        return ["early_terminate must have min_iter, or max_iter and s"]
    return []


def _shape_problems(group: str, parameters: Mapping[str, JsonValue]) -> list[str]:
    problems: list[str] = []
    for name, each in parameters.items():
        path = f"{group}{name}"
        if not isinstance(each, dict):
            problems.append(f"parameter {path} must be an object such as {{'value': …}}")
        elif isinstance(nested := each.get("parameters"), dict):
            problems += _shape_problems(f"{path}.", nested)
    return problems


def _parameter_problems(parameter: SweepParameter) -> list[str]:
    kind, given = parameter.distribution, parameter.raw
    if not kind.value:
        return ["it must have value, values, min and max, or a distribution"]
    if not kind.is_known:
        known = ", ".join(each.value for each in Distribution)
        return [f"unknown distribution {kind.value!r}; allowed values: {known}"]
    needed = _NEEDS.get(kind.value, ("min", "max"))
    problems = [f"{kind.value} requires {each}" for each in needed if each not in given]
    problems += [
        f"{key} must be a number, got {given[key]!r}"
        for key in ("min", "max", "mu", "sigma", "q")
        if key in given and as_number(given[key]) is None
    ]
    low, high = parameter.min, parameter.max
    if low is not None and high is not None and low > high:
        problems.append(f"min must not be above max, got min={low} and max={high}")
    if "values" in given and not parameter.values:
        problems.append("values must be a list with at least one value")
    chances = parameter.probabilities
    if chances is not None and (
        len(chances) != len(parameter.values) or not math.isclose(sum(chances), 1, abs_tol=1e-6)
    ):
        problems.append("probabilities must have one number per value, and sum to 1")
    for key in ("q", "sigma"):
        number = as_number(given.get(key))
        if number is not None and number <= 0:
            problems.append(f"{key} must be above 0, got {number}")
    mixed = isinstance(given.get("min"), int) is not isinstance(given.get("max"), int)
    if "distribution" not in given and "min" in given and "max" in given and mixed:
        problems.append("min and max must both be integers or both be floats")
    return problems


def _with_distributions(document: dict[str, JsonValue]) -> dict[str, JsonValue]:
    filled = copy.deepcopy(document)
    _fill(filled["parameters"])
    return filled


def _fill(parameters: JsonValue) -> None:
    for each in (parameters if isinstance(parameters, dict) else {}).values():
        if not isinstance(each, dict):
            continue
        if isinstance(each.get("parameters"), dict):
            _fill(each["parameters"])
        elif "min" in each and "max" in each and "distribution" not in each:
            each["distribution"] = "int_uniform" if isinstance(each["min"], int) else "uniform"
