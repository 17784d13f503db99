"""Aggregates in summaries: objects such as `{"min": 0.1}` that `define_metric(summary=...)` writes instead of a number.

A comparison of such an object with a number is never true, and its position in a sort order is undefined.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from runql._caller import warn_caller
from runql._models._attributes.json_text import decode
from runql._paging.order import Order
from runql.errors import FilterError, OrderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from runql_graphql.calls import Call
    from runql_graphql.fragments.runs.base import RunFull
    from runql_graphql.list_runs import ListRuns
    from runql_graphql.scalars import JSONString

    from runql._models.runs.base import RunBase

__all__ = [
    "CHECKED",
    "DEFINED",
    "AggregateOrder",
    "AggregatesProbe",
    "aggregates_in",
    "compared_metrics",
    "refuse_ordered_aggregates",
]

CHECKED: Final = "for aggregates of define_metric(summary=...) under the keys that the filter compares with numbers"
"""Purpose of the check, for its warning."""

DEFINED: Final = frozenset({"min", "max", "mean", "last", "best"})
"""Values that `define_metric(summary=...)` accepts."""

_PREFIX: Final = "summary_metrics."
_COMPARING: Final = frozenset({"$eq", "$gt", "$gte", "$in", "$lt", "$lte", "$ne", "$nin", "$not"})
_COMBINING: Final = frozenset({"$and", "$nor", "$not", "$or"})
_SHOWN: Final = 5


class AggregateOrder(Order):
    """A sort order whose caller handles aggregates of the metric."""


def aggregates_in(summary: JSONString | None, metric: str) -> list[str]:
    """Return the keys of a metric's aggregates in a summary; empty for a number, or without a summary."""
    text: object = getattr(summary, "raw", None)
    names = "|".join(re.escape(json.dumps(each)) for each in (metric, metric.rpartition(".")[2]))
    # Summaries in lists stay JSON strings. Only the few with an object under this key are decoded.
    if not isinstance(text, str) or not re.search(rf"(?:{names})\s*:\s*\{{", text):
        return []
    document = decode(summary, "The summary of a run")
    found: object = document.get(metric)
    if found is None:
        found = document
        for key in metric.split("."):
            found = found.get(key) if isinstance(found, Mapping) else None
    if not isinstance(found, Mapping) or not found or not set(found) <= DEFINED:
        return []
    return [f"{metric}.{name}" for name in sorted(found)]


def refuse_ordered_aggregates(order: object, wire: str, runs: Iterable[RunBase[Any, Any]]) -> None:
    """Check that the values that a list is sorted by are not aggregates.

    Raises:
        OrderError: If a run has aggregates under the key. The message names their keys.
    """
    if not isinstance(order, AggregateOrder):
        _refuse_order(wire, ((run.id, getattr(run._sent, "summary_metrics", None)) for run in runs))


def _refuse_order(wire: str, summaries: Iterable[tuple[str, JSONString | None]]) -> None:
    metric = ordered_metric(wire)
    if metric is None:
        return
    for name, summary in summaries:
        keys = aggregates_in(summary, metric)
        if keys:
            raise OrderError(
                f"The server cannot order by {_PREFIX}{metric}: run {name} has {', '.join(keys)} there.",
                hint=f"Order by one of these keys, such as order={wire[0] + _PREFIX + keys[0]!r}.",
            )


def ordered_metric(order: object) -> str | None:
    """Return the summary key of a sort order in the API's format; None for any other sort order."""
    if not isinstance(order, str) or not order[1:].startswith(_PREFIX):
        return None
    return order[1:].removeprefix(_PREFIX)


def compared_metrics(filters: object) -> list[str]:
    """Return the summary keys that a filter compares with numbers."""
    return list(dict.fromkeys(_compared(_document(filters))))


@dataclass(frozen=True, slots=True)
class AggregatesProbe:
    """A request that counts the runs for which the filter or sort order of a list is meaningless.

    These runs have aggregates where the list compares or sorts numbers, and match all other conditions of the
    filter.

    Attributes:
        call: The request for a page of a few such runs.
        metrics: Summary keys that the filter compares with numbers.
        order: The sort order, if it is by a summary key and must be checked too.
    """

    call: Call[ListRuns]
    metrics: tuple[str, ...]
    order: str | None = None

    @classmethod
    def of(cls, call: Call[ListRuns], *, with_order: bool) -> AggregatesProbe | None:
        """Return the probe for a list; None if it neither compares nor sorts summary numbers.

        Args:
            call: The request of the list.
            with_order: Whether to check the sort order, because the list does not include summaries.
        """
        if "filters" not in call.operation.arguments:
            return None  # The server has no filter for the runs of an agent.
        filters, order = call.variables.get("filters"), call.variables.get("order")
        compared = compared_metrics(filters)
        ordered = ordered_metric(order) if with_order else None
        metrics = [*compared] if ordered is None else [*compared, ordered]
        if not metrics:
            return None
        wanted = {"$and": [_with_aggregates(_document(filters)), {"$or": _existing(metrics)}]}
        probe = call.replace(
            filters=json.dumps(wanted),
            order=None,
            first=_SHOWN,
            after=None,
            config_keys=None,
            summary_keys=None,
            with_config=False,
            with_summary=True,
            with_system_metrics=False,
            with_history_keys=False,
        )
        return cls(probe, tuple(compared), str(order) if ordered is not None else None)

    def judge(self, runs: Sequence[RunFull], total: int | None, *, is_empty: bool) -> None:
        """Warn about the runs that were found.

        Args:
            runs: The runs of the response to the probe.
            total: Number of runs that match the probe; None if the server does not report it.
            is_empty: Whether the list is empty, possibly because of aggregates.

        Raises:
            FilterError: If the list is empty, and runs have aggregates where its filter compares
                numbers.
            OrderError: If a run has aggregates under the sort key.
        """
        if self.order is not None:
            _refuse_order(self.order, ((run.name, run.summary_metrics) for run in runs))
        found = [
            (metric, run.name, keys)
            for run in runs
            for metric in self.metrics
            if (keys := aggregates_in(run.summary_metrics, metric))
        ]
        if not found:
            return
        metric, name, keys = found[0]
        hint = f"Compare one of these keys, such as {_PREFIX}{keys[0]} (F.summary[{keys[0]!r}])."
        if is_empty:
            raise FilterError(
                f"No run matches: {_PREFIX}{metric} is not a number; run {name} has {', '.join(keys)}.",
                hint=hint,
            )
        warn_caller(f"{_said(total, len(runs), found)} {hint}")


def _said(total: int | None, shown: int, found: Sequence[tuple[str, str, list[str]]]) -> str:
    count = f"{total or shown}" if total or shown < _SHOWN else f"At least {shown}"
    have, them = ("run has", "it") if count == "1" else ("runs have", "them")
    held = ", ".join(sorted({key for _, _, keys in found for key in keys}))
    asked = ", ".join(dict.fromkeys(_PREFIX + metric for metric, _, _ in found))
    return (
        f"{count} {have} {held} instead of a number under {asked}, such as run {found[0][1]}: "
        f"comparisons with numbers never match {them}."
    )


def _document(filters: object) -> object:
    try:
        return json.loads(filters) if isinstance(filters, str) else {}
    except ValueError:
        return {}


def _compared(document: object) -> Iterator[str]:
    if isinstance(document, list):
        for each in document:
            yield from _compared(each)
    if not isinstance(document, dict):
        return
    for key, condition in document.items():
        if key in _COMBINING:
            yield from _compared(condition)
        elif key.startswith(_PREFIX) and _is_numeric(condition):
            yield key.removeprefix(_PREFIX)


def _with_aggregates(document: object, *, negated: bool = False) -> object:
    """Return a filter in which comparisons with numbers match aggregates too; never if negated."""
    if isinstance(document, list):
        return [_with_aggregates(each, negated=negated) for each in document]
    if not isinstance(document, dict):
        return document
    terms: list[object] = []
    for key, condition in document.items():
        if key in _COMBINING:
            inner = negated ^ (key in ("$nor", "$not"))
            terms.append({key: _with_aggregates(condition, negated=inner)})
        elif key.startswith(_PREFIX) and _is_numeric(condition):
            held = _existing([key.removeprefix(_PREFIX)])
            kept: object = {key: condition}
            terms.append({"$and": [kept, {"$nor": held}]} if negated else {"$or": [kept, *held]})
        else:
            terms.append({key: condition})
    return terms[0] if len(terms) == 1 else {"$and": terms} if terms else {}


def _is_numeric(condition: object) -> bool:
    if isinstance(condition, Mapping):
        return any(_is_numeric(condition[name]) for name in _COMPARING & set(condition))
    if isinstance(condition, list):
        return any(_is_numeric(each) for each in condition)
    return isinstance(condition, int | float) and not isinstance(condition, bool)


def _existing(metrics: Iterable[str]) -> list[object]:
    return [
        {f"{_PREFIX}{metric}.{name}": {"$exists": True}}
        for metric in metrics
        for name in sorted(DEFINED)
    ]
