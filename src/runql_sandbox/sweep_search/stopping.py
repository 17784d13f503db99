"""Early stopping of runs in a sweep."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["to_stop"]

_MOST_BANDS = 30


def to_stop(
    rule: Mapping[str, Any], histories: Mapping[str, Sequence[float]], *, maximize: bool
) -> set[str]:
    """Return the runs that hyperband stops.

    At `min_iter`, `min_iter * eta`, … values of the metric, a run is stopped if its best value is not among the
    best `1/eta` of all runs that reached this number of values.

    Args:
        rule: Value of `early_terminate`.
        histories: Values of the metric so far, by run.
        maximize: Whether greater values are better.
    """
    if rule.get("type") != "hyperband":
        return set()
    eta = max(float(rule.get("eta", 3)), 1.001)
    sign = -1.0 if maximize else 1.0
    costs = {
        name: [sign * each for each in values if math.isfinite(each)]
        for name, values in histories.items()
    }
    judged: dict[str, list[bool]] = {name: [] for name in costs}
    for band in _bands(rule, eta):
        best = {name: min(cost[:band]) for name, cost in costs.items() if len(cost) >= band}
        # A single run has nothing to be compared with.
        if len(best) < 2:
            break
        threshold = sorted(best.values())[max(1, math.ceil(len(best) / eta)) - 1]
        for name, value in best.items():
            judged[name].append(value > threshold)
    # Unless strict, the last check decides: a run that caught up continues.
    decide = any if rule.get("strict") else _last
    return {name for name, verdicts in judged.items() if decide(verdicts)}


def _last(verdicts: Sequence[bool]) -> bool:
    return bool(verdicts) and verdicts[-1]


def _bands(rule: Mapping[str, Any], eta: float) -> list[int]:
    if rule.get("min_iter"):
        least = int(rule["min_iter"])
        return sorted({int(least * eta**power) for power in range(_MOST_BANDS)})
    if rule.get("max_iter") and rule.get("s"):
        most, count = int(rule["max_iter"]), int(rule["s"])
        return sorted({max(1, int(most / eta**power)) for power in range(1, count + 1)})
    return []
