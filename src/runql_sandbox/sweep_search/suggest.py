"""The next values of a sweep's parameters."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runql_sandbox.sweep_search.config import SearchConfig
    from runql_sandbox.sweep_search.distributions import Parameter

__all__ = ["Finished", "Suggestion", "suggest"]

_WARM_UP: Final = 4
"""Runs that are drawn at random before any is placed near a good one."""
_EXPLORE: Final = 0.2
_BEST_SHARE: Final = 0.25


class Finished(Exception):
    """There is nothing left to try."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Values to try.

    Attributes:
        units: Where each parameter is in the unit interval; empty for a grid.
        values: The values, nested as the parameters are.
    """

    units: tuple[float, ...]
    values: dict[str, Any]


def suggest(
    config: SearchConfig,
    number: int,
    seed: str,
    known: Sequence[tuple[Sequence[float], float]] = (),
) -> Suggestion:
    """Return the values of a sweep's run.

    Args:
        config: The sweep's configuration.
        number: How many runs came before.
        seed: Makes the choice the same each time.
        known: Units of the runs that have a result, with the result.

    Raises:
        Finished: The grid is through, or there are as many runs as there may be.
    """
    limit = config.expected_runs
    if limit is not None and number >= limit:
        raise Finished
    if config.method == "grid":
        return Suggestion((), _nested(config.parameters, _cell(config.parameters, number)))
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - a search, no secret
    finite = [(units, value) for units, value in known if units and math.isfinite(value)]
    units = tuple(chance.random() for _ in config.parameters)
    if config.method == "bayes" and len(finite) >= _WARM_UP and chance.random() >= _EXPLORE:
        units = _near_a_good_one(config, finite, units, chance)
    values = [each.at(unit) for each, unit in zip(config.parameters, units, strict=True)]
    return Suggestion(units, _nested(config.parameters, values))


def _near_a_good_one(
    config: SearchConfig,
    known: Sequence[tuple[Sequence[float], float]],
    fresh: Sequence[float],
    chance: random.Random,
) -> tuple[float, ...]:
    """Move one of the best runs a little, the less the more runs there are."""
    ranked = sorted(known, key=lambda each: each[1], reverse=config.maximize)
    best = ranked[: max(1, math.ceil(len(ranked) * _BEST_SHARE))]
    center = chance.choice(best)[0]
    width = max(0.03, 0.35 / math.sqrt(len(known)))
    moved = []
    for parameter, unit, other in zip(config.parameters, center, fresh, strict=True):
        if parameter.choice:
            moved.append(unit if chance.random() < 0.75 else other)
        else:
            moved.append(min(max(chance.gauss(unit, width), 0.0), 1.0 - 1e-12))
    return tuple(moved)


def _cell(parameters: Sequence[Parameter], number: int) -> list[Any]:
    """Return a cell of the grid; the last parameter changes first."""
    values: list[Any] = []
    for parameter in reversed(parameters):
        grid = parameter.grid or ()
        number, index = divmod(number, len(grid))
        values.append(grid[index])
    return values[::-1]


def _nested(parameters: Sequence[Parameter], values: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for parameter, value in zip(parameters, values, strict=True):
        level = found
        for group in parameter.path[:-1]:
            level = level.setdefault(group, {})
        level[parameter.path[-1]] = value
    return found
