"""Choice of the next parameter values of a sweep."""

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
"""Number of random runs before the first one near a good run."""
_EXPLORE: Final = 0.2
_BEST_SHARE: Final = 0.25


class Finished(Exception):
    """No values are left to try."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Suggested values.

    Attributes:
        units: Position of each parameter in the unit interval; empty for a grid.
        values: The values, nested like the parameters.
    """

    units: tuple[float, ...]
    values: dict[str, Any]


def suggest(
    config: SearchConfig,
    number: int,
    seed: str,
    known: Sequence[tuple[Sequence[float], float]] = (),
) -> Suggestion:
    """Return the values for the next run of a sweep.

    Args:
        config: The sweep's configuration.
        number: Number of previous runs.
        seed: Seed of the random choice.
        known: Positions of finished runs, with their results.

    Raises:
        Finished: If the grid is exhausted, or the maximum number of runs is reached.
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
    """Vary one of the best runs. The variation decreases with the number of runs."""
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
    """Return a cell of the grid. The last parameter varies fastest."""
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
