"""Distributions of parameters, each as a map from the unit interval and as a grid."""

from __future__ import annotations

import bisect
import itertools
import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["DISTRIBUTIONS", "Parameter", "ParameterError", "read_parameter"]

_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "constant": ("value",),
    "categorical": ("values",),
    "categorical_w_probabilities": ("values", "probabilities"),
    "int_uniform": ("min", "max"),
    "uniform": ("min", "max"),
    "q_uniform": ("min", "max"),
    "inv_log_uniform": ("min", "max"),
    "inv_log_uniform_values": ("min", "max"),
    "log_uniform": ("min", "max"),
    "log_uniform_values": ("min", "max"),
    "q_log_uniform": ("min", "max"),
    "q_log_uniform_values": ("min", "max"),
    "normal": (),
    "q_normal": (),
    "log_normal": (),
    "q_log_normal": (),
    "beta": (),
    "q_beta": (),
}
DISTRIBUTIONS: Final = tuple(_NEEDS)
_KEYS: Final = frozenset(
    {"a", "b", "description", "distribution", "max", "min", "mu", "probabilities", "q", "sigma"}
    | {"value", "values"}
)
_DEFAULTS: Final = {"mu": 0.0, "sigma": 1.0, "q": 1.0, "a": 1.0, "b": 1.0}


class ParameterError(ValueError):
    """An invalid parameter."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter.

    Attributes:
        path: Name of the parameter, after the names of its groups.
        distribution: Name of its distribution.
        at: Returns the value at a point of the unit interval.
        grid: All values, if their number is limited.
        choice: Whether neighbors in the unit interval are unrelated.
        unknown: Unknown keys.
    """

    path: tuple[str, ...]
    distribution: str
    at: Callable[[float], Any]
    grid: Sequence[Any] | None
    choice: bool
    unknown: tuple[str, ...] = ()


_LONGEST_GRID: Final = 1_000_000
_LARGEST: Final = 1e300
_MOST_INTEGERS: Final = 2**53


def read_parameter(path: tuple[str, ...], given: Mapping[str, Any]) -> Parameter:
    """Parse a parameter.

    Raises:
        ParameterError: If it has no values to choose from, or lacks required bounds.
    """
    name = ".".join(path)
    kind = given.get("distribution") or _implied(name, given)
    needed = _NEEDS.get(kind) if isinstance(kind, str) else None
    if needed is None:
        raise ParameterError(f"parameter {name}: unknown distribution {kind!r}")
    lacking = [each for each in needed if each not in given]
    if lacking:
        raise ParameterError(f"parameter {name}: {kind} needs {' and '.join(lacking)}")
    unknown = tuple(sorted(map(str, given.keys() - _KEYS)))
    if kind == "constant":
        value = given["value"]
        return Parameter(path, kind, lambda _unit: value, [value], choice=True, unknown=unknown)
    if kind.startswith("categorical"):
        return _categorical(path, kind, given, unknown)
    numbers = _numbers(name, given)
    at = _checked(name, kind, numbers)
    grid: Sequence[Any] | None = None
    if kind == "int_uniform":
        if numbers["max"] - numbers["min"] > _MOST_INTEGERS:
            raise ParameterError(f"parameter {name}: the bounds are too far away")
        grid = range(int(numbers["min"]), int(numbers["max"]) + 1)
    elif kind == "q_uniform":
        step, low = numbers["q"], numbers["min"]
        count = math.floor((numbers["max"] - low) / step + 1e-9) + 1
        # A larger grid is not useful and would exhaust the memory.
        few = count <= _LONGEST_GRID
        grid = [_tidy(low + index * step) for index in range(count)] if few else None
    return Parameter(path, kind, at, grid, choice=False, unknown=unknown)


def _implied(name: str, given: Mapping[str, Any]) -> str:
    if "values" in given:
        return "categorical_w_probabilities" if "probabilities" in given else "categorical"
    if "value" in given:
        return "constant"
    if "min" in given and "max" in given:
        whole = isinstance(given["min"], int) and isinstance(given["max"], int)
        return "int_uniform" if whole else "uniform"
    if "mu" in given or "sigma" in given:
        return "normal"
    raise ParameterError(f"parameter {name} needs value, values, min and max, or a distribution")


def _categorical(
    path: tuple[str, ...], kind: str, given: Mapping[str, Any], unknown: tuple[str, ...]
) -> Parameter:
    name, values = ".".join(path), given["values"]
    if not isinstance(values, list) or not values:
        raise ParameterError(f"parameter {name}: values must be a list of one or more")
    weights = given.get("probabilities") or [1 / len(values)] * len(values)
    known = isinstance(weights, list) and all(isinstance(each, int | float) for each in weights)
    if not known or len(weights) != len(values) or abs(sum(weights) - 1) > 1e-6:
        raise ParameterError(f"parameter {name}: one probability a value, which sum to 1")
    bounds = list(itertools.accumulate(weights))

    def at(unit: float) -> Any:  # noqa: ANN401 - any JSON value
        return values[min(bisect.bisect_right(bounds, unit), len(values) - 1)]

    return Parameter(path, kind, at, values, choice=True, unknown=unknown)


def _numbers(name: str, given: Mapping[str, Any]) -> dict[str, float]:
    numbers: dict[str, float] = dict(_DEFAULTS)
    for key in ("min", "max", "mu", "sigma", "q", "a", "b"):
        if key not in given:
            continue
        try:
            numbers[key] = float(given[key])
        except (TypeError, ValueError, OverflowError) as error:
            raise ParameterError(f"parameter {name}: {key} must be a number") from error
        if not math.isfinite(numbers[key]):
            raise ParameterError(f"parameter {name}: {key} must be a finite number")
    if "min" in numbers and "max" in numbers and numbers["min"] > numbers["max"]:
        raise ParameterError(f"parameter {name}: min is above max")
    if numbers["q"] <= 0 or numbers["sigma"] <= 0:
        raise ParameterError(f"parameter {name}: q and sigma must be above 0")
    return numbers


def _checked(name: str, kind: str, numbers: Mapping[str, float]) -> Callable[[float], Any]:
    """Return a function for the values, checked at the points where it is most likely to fail."""
    try:
        at = _continuous(name, kind, numbers)
        found = [at(unit) for unit in (0.0, 0.5, 1.0)]
    except ArithmeticError as error:
        raise ParameterError(f"parameter {name}: the bounds are too far away") from error
    if not all(abs(each) <= _LARGEST for each in found):
        raise ParameterError(f"parameter {name}: the bounds are too far away")
    return at


def _continuous(name: str, kind: str, numbers: Mapping[str, float]) -> Callable[[float], Any]:
    base = kind.removeprefix("q_")
    if base == "int_uniform":
        low, high = int(numbers["min"]), int(numbers["max"])
        return lambda unit: low + min(int(unit * (high - low + 1)), high - low)
    if base.endswith("_values") and numbers["min"] <= 0:
        raise ParameterError(f"parameter {name}: {kind} needs min above 0")
    exact = _exact(base, numbers)
    if kind == base:
        return exact
    step = numbers["q"]
    return lambda unit: _tidy(round(exact(unit) / step) * step)


def _exact(kind: str, numbers: Mapping[str, float]) -> Callable[[float], float]:
    low, high = numbers.get("min", 0.0), numbers.get("max", 1.0)
    if kind in ("log_uniform_values", "inv_log_uniform_values"):
        low, high = math.log(low), math.log(high)
    if kind in ("log_uniform", "log_uniform_values"):
        return lambda unit: math.exp(low + unit * (high - low))
    if kind in ("inv_log_uniform", "inv_log_uniform_values"):
        # Dense at the upper end instead of the lower one.
        least, most = math.exp(low), math.exp(high)
        return lambda unit: least + most - math.exp(low + unit * (high - low))
    if kind in ("normal", "log_normal"):
        bell = NormalDist(numbers["mu"], numbers["sigma"])
        plain = kind == "normal"

        def at(unit: float) -> float:
            point = bell.inv_cdf(min(max(unit, 1e-9), 1 - 1e-9))
            return point if plain else math.exp(point)

        return at
    if kind == "beta":
        return lambda unit: _beta(unit, numbers["a"], numbers["b"])
    return lambda unit: low + unit * (high - low)


def _beta(unit: float, a: float, b: float) -> float:
    points, heights = _beta_table(a, b)
    return points[min(bisect.bisect_left(heights, unit), len(points) - 1)]


@lru_cache(maxsize=64)
def _beta_table(a: float, b: float, steps: int = 2000) -> tuple[list[float], list[float]]:
    points = [(index + 0.5) / steps for index in range(steps)]
    weights = [point ** (a - 1) * (1 - point) ** (b - 1) for point in points]
    heights, total = [], 0.0
    for weight in weights:
        total += weight
        heights.append(total)
    return points, [height / total for height in heights]


def _tidy(value: float) -> float | int:
    """Remove floating-point noise from a multiple. Integral values become integers."""
    rounded = round(value, 10)
    return int(rounded) if rounded == rounded // 1 else rounded
