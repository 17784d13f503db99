"""Summary values that `define_metric(summary=...)` made: objects such as `{"min": 0.1}` in place of a number.

A comparison with a number never holds for such an object, and its place in an order means nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from runql._paging.order import Order
from runql.errors import FilterError, OrderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from runql._models.runs.base import RunBase

__all__ = [
    "DEFINED",
    "AggregateOrder",
    "aggregates_of",
    "compared_metrics",
    "compared_with_aggregates",
    "holding_aggregates",
    "refuse_ordered_aggregates",
]

DEFINED: Final = frozenset({"min", "max", "mean", "last", "best"})
"""What `define_metric(summary=...)` may name."""

_PREFIX: Final = "summary_metrics."
_COMPARING: Final = frozenset({"$eq", "$gt", "$gte", "$lt", "$lte", "$in"})


class AggregateOrder(Order):
    """An order of a reader that understands aggregates of the metric."""


def aggregates_of(run: RunBase[Any, Any], metric: str) -> list[str]:
    """Return the keys of the aggregates that a run has of a metric; none for a number, or when there is no summary."""
    text: object = getattr(getattr(run._snapshot, "summary_metrics", None), "raw", None)
    names = "|".join(re.escape(json.dumps(each)) for each in (metric, metric.rpartition(".")[2]))
    # Summaries stay text in a list; decoding is for the few that hold an object there.
    if not isinstance(text, str) or not re.search(rf"(?:{names})\s*:\s*\{{", text):
        return []
    document = run._document("summary")
    found: object = document.get(metric)
    if found is None:
        found = document
        for key in metric.split("."):
            found = found.get(key) if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping) or not found or not set(found) <= DEFINED:
        return []
    return [f"{metric}.{name}" for name in sorted(found)]


def refuse_ordered_aggregates(order: object, wire: str, runs: Iterable[RunBase[Any, Any]]) -> None:
    """Make sure that what a list is ordered by are values with an order.

    Raises:
        OrderError: A run has aggregates there; names their keys.
    """
    if isinstance(order, AggregateOrder) or not wire[1:].startswith(_PREFIX):
        return
    metric = wire[1:].removeprefix(_PREFIX)
    for run in runs:
        keys = aggregates_of(run, metric)
        if keys:
            raise OrderError(
                f"The server cannot order by summary_metrics.{metric}: the run {run.id} has {', '.join(keys)} there.",
                hint=f"Order by one of them, such as order={wire[0] + _PREFIX + keys[0]!r}.",
            )


def compared_metrics(filters: object) -> list[str]:
    """Return the keys of the summary that a filter compares with numbers."""
    try:
        document: object = json.loads(filters) if isinstance(filters, str) else {}
    except ValueError:
        return []
    return list(dict.fromkeys(_compared(document)))


def _compared(document: object) -> Iterator[str]:
    if isinstance(document, list):
        for each in document:
            yield from _compared(each)
    if not isinstance(document, dict):
        return
    for key, condition in document.items():
        if key in ("$and", "$or"):
            yield from _compared(condition)
        elif key.startswith(_PREFIX) and _is_numeric(condition):
            yield key.removeprefix(_PREFIX)


def _is_numeric(condition: object) -> bool:
    if isinstance(condition, Mapping):
        return any(_is_numeric(condition[name]) for name in _COMPARING & set(condition))
    if isinstance(condition, list):
        return any(_is_numeric(each) for each in condition)
    return isinstance(condition, int | float) and not isinstance(condition, bool)


def holding_aggregates(metrics: Iterable[str]) -> str:
    """Return the filter for runs that have aggregates of one of some metrics, as JSON text."""
    terms = [
        {f"{_PREFIX}{metric}.{name}": {"$exists": True}}
        for metric in metrics
        for name in sorted(DEFINED)
    ]
    return json.dumps({"$or": terms})


def compared_with_aggregates(
    metrics: Iterable[str], runs: Iterable[RunBase[Any, Any]]
) -> FilterError | None:
    """Return the error for a filter that found nothing, because runs have aggregates where it compares numbers."""
    for run in runs:
        for metric in metrics:
            keys = aggregates_of(run, metric)
            if keys:
                return FilterError(
                    f"No run has a number as summary_metrics.{metric} that matches; the run {run.id} has "
                    f"{', '.join(keys)}.",
                    hint=f"Compare one of them, such as {_PREFIX}{keys[0]} (F.summary[{keys[0]!r}]).",
                )
    return None
