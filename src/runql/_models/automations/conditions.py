"""Conditions of automations, as frozen values: on artifacts, on runs and on metrics.

The formats are the official client's: conditions on artifacts are in `{"$or": [{"$and":
[...]}]}`, and conditions on runs, as a separate string, in `{"$and": [...]}`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, NoReturn

from runql.errors import UsageError
from runql.filters import Filter, from_mongo
from runql.filters.wire import checked_filter

if TYPE_CHECKING:
    from runql._wire.json_types import JsonValue

__all__ = [
    "Condition",
    "MetricChange",
    "MetricFilter",
    "MetricThreshold",
    "MetricZScore",
    "RunMetricFilter",
    "RunStateFilter",
    "artifact_document",
]

RUN_FIELD: Final = "display_name"
"""The field of `RunEvent.name`, which only runs have."""

Aggregate = Literal["MAX", "MIN", "AVERAGE"]
Direction = Literal["ANY", "INCREASE", "DECREASE"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a field, or conditions combined with `&`, `|` and `~`.

    Attributes:
        field: Name of the field as the server spells it; empty for joined conditions.
        operator: `$eq`, `$ne`, `$in`, `$nin`, `$contains`, `$regex` or `$exists`; for joined
            conditions `$and`, `$or`, `$not` or `$nor`.
        value: The value that the field is compared with.
        parts: The joined conditions.
    """

    field: str
    operator: str
    value: str | bool | tuple[str, ...] = ()
    parts: tuple[Condition, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        if not isinstance(other, Condition):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        return _join("$and", self, other)

    def __or__(self, other: Condition) -> Condition:
        if not isinstance(other, Condition):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        return _join("$or", self, other)

    def __invert__(self) -> Condition:
        if self.operator == "$not":
            return self.parts[0]
        turned = {"$or": "$nor", "$nor": "$or"}.get(self.operator)
        if turned is not None:
            return Condition("", turned, parts=self.parts)
        return Condition("", "$not", parts=(self,))

    def __bool__(self) -> NoReturn:
        raise UsageError(
            "Conditions cannot be used as booleans.",
            hint="Combine them with &, | and ~, and put each comparison in parentheses.",
        )

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields of the condition and of its parts."""
        inner = frozenset[str]().union(*(each.fields for each in self.parts))
        return inner | {self.field} if self.field else inner

    def document(self) -> dict[str, Any]:
        """Return the condition as a MongoDB filter.

        Returns:
            The filter.
        """
        if self.operator == "$not":
            return {"$not": self.parts[0].document()}
        if self.parts:
            return {self.operator: [each.document() for each in self.parts]}
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {self.field: {self.operator: value}}


def _join(operator: str, left: Condition, right: Condition) -> Condition:
    parts: list[Condition] = []
    for each in (left, right):
        parts.extend(each.parts if each.operator == operator else [each])
    return Condition("", operator, parts=tuple(parts))


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Base class of filters of run events."""

    def __bool__(self) -> NoReturn:
        # Otherwise `3 < metric < 5`, `and`, `or` and `not` would drop a part of the filter silently.
        raise UsageError(
            "Filters of automations cannot be used as booleans.",
            hint="Join a condition on the run with &, in parentheses; two bounds of a metric require two automations.",
        )


@dataclass(frozen=True, slots=True)
class MetricFilter(EventFilter):
    """Base class of metric filters; `&` adds a condition on runs."""

    def __and__(self, other: Condition | Filter) -> RunMetricFilter:
        return RunMetricFilter(self, _both(None, other))

    def __rand__(self, other: Condition | Filter) -> RunMetricFilter:
        return self & other

    def document(self) -> dict[str, Any]:
        """Return the filter in the API's format.

        Returns:
            The JSON object of the filter.
        """
        raise NotImplementedError

    @property
    def event_type(self) -> str:
        """Event type, as the server names it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class MetricThreshold(MetricFilter):
    """A metric, or an aggregate of its last values, crosses a threshold."""

    name: str
    comparison: Literal["$gt", "$gte", "$lt", "$lte"]
    threshold: float
    aggregate: Aggregate | None = None
    window: int = 1

    def document(self) -> dict[str, Any]:
        """Return the filter in the API's format.

        Returns:
            The JSON object of the filter.
        """
        return {
            "threshold_filter": {
                "name": self.name,
                "agg_op": self.aggregate,
                "window_size": self.window,
                "cmp_op": self.comparison,
                "threshold": self.threshold,
            }
        }

    @property
    def event_type(self) -> str:
        """Event type, as the server names it."""
        return "RUN_METRIC"


@dataclass(frozen=True, slots=True)
class MetricChange(MetricFilter):
    """A metric, or an aggregate of its last values, changes between two windows."""

    name: str
    amount: float
    relative: bool
    direction: Direction = "ANY"
    aggregate: Aggregate | None = None
    window: int = 1

    def document(self) -> dict[str, Any]:
        """Return the filter in the API's format.

        Returns:
            The JSON object of the filter.
        """
        return {
            "change_filter": {
                "name": self.name,
                "agg_op": self.aggregate,
                "current_window_size": self.window,
                "change_amount": self.amount,
                "prior_window_size": self.window,
                "change_type": "RELATIVE" if self.relative else "ABSOLUTE",
                "change_dir": self.direction,
            }
        }

    @property
    def event_type(self) -> str:
        """Event type, as the server names it."""
        return "RUN_METRIC_CHANGE"


@dataclass(frozen=True, slots=True)
class MetricZScore(MetricFilter):
    """A metric is several standard deviations from the mean of its last values."""

    name: str
    threshold: float
    window: int
    direction: Direction = "ANY"

    def document(self) -> dict[str, Any]:
        """Return the filter in the API's format.

        Returns:
            The JSON object of the filter.
        """
        return {
            "zscore_filter": {
                "name": self.name,
                "window_size": self.window,
                "threshold": self.threshold,
                "change_dir": self.direction,
            }
        }

    @property
    def event_type(self) -> str:
        """Event type, as the server names it."""
        return "RUN_METRIC_ZSCORE"


@dataclass(frozen=True, slots=True)
class RunMetricFilter(EventFilter):
    """A metric filter restricted to certain runs.

    Attributes:
        metric: Filter of the metric.
        run: Condition on the run; None for all runs.
    """

    metric: MetricFilter
    run: Condition | Filter | None = None

    def __and__(self, other: Condition | Filter) -> RunMetricFilter:
        return replace(self, run=_both(self.run, other))

    def __rand__(self, other: Condition | Filter) -> RunMetricFilter:
        return replace(self, run=_both(other, self.run))

    def document(self) -> dict[str, Any]:
        """Return the filter in the API's format, with `run_filter` not yet a string.

        Returns:
            The JSON object of the filter.
        """
        return {
            "run_filter": run_document(self.run),
            "run_metric_filter": self.metric.document(),
            "metric_filter": None,
        }


@dataclass(frozen=True, slots=True)
class RunStateFilter(EventFilter):
    """A run enters one of several states.

    Attributes:
        states: `RUNNING`, `FINISHED`, `FAILED`.
        run: Condition on the run; None for all runs.
    """

    states: tuple[str, ...]
    run: Condition | Filter | None = None

    def __and__(self, other: Condition | Filter) -> RunStateFilter:
        return replace(self, run=_both(self.run, other))

    def __rand__(self, other: Condition | Filter) -> RunStateFilter:
        return replace(self, run=_both(other, self.run))

    def document(self) -> dict[str, Any]:
        """Return the filter in the API's format, with `run_filter` not yet a string.

        Returns:
            The JSON object of the filter.
        """
        return {
            "run_filter": run_document(self.run),
            "run_state_filter": {"states": list(self.states)},
        }


def _both(left: Condition | Filter | None, right: Condition | Filter | None) -> Condition | Filter:
    """Join the run conditions on both sides of an `&`.

    Raises:
        UsageError: If one of them is invalid.
    """
    for each in (left, right):
        if each is not None and not isinstance(each, Condition | Filter):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(
                f"Invalid condition on a run: {each!r}.",
                hint='Use RunEvent.name == "x", or an expression of F.',
            )
        if isinstance(each, Condition) and each.fields - {RUN_FIELD}:
            raise UsageError(
                f"A run has no field {', '.join(sorted(each.fields - {RUN_FIELD}))}.",
                hint='Use RunEvent.name == "x", or an expression of F.',
            )
    if left is None or right is None:
        found = left if right is None else right
        assert found is not None
        return found
    if isinstance(left, Condition) and isinstance(right, Condition):
        return left & right
    return _as_filter(left) & _as_filter(right)


def _as_filter(found: Condition | Filter) -> Filter:
    return from_mongo(found.document()) if isinstance(found, Condition) else found


def run_document(run: Condition | Filter | None) -> dict[str, JsonValue]:
    """Return the conditions on a run in the API's format.

    Raises:
        FilterError: If a field cannot have the value that it is compared with.
    """
    if run is None:
        return {"$and": []}
    return _all_of(run.document() if isinstance(run, Condition) else checked_filter(run))


def artifact_document(condition: Condition | None) -> dict[str, JsonValue]:
    """Return the conditions on an artifact in the API's format."""
    if condition is None:
        return {"$or": [{"$and": []}]}
    return {"$or": [_all_of(condition.document())]}


def _all_of(found: Any) -> dict[str, Any]:  # noqa: ANN401 - a JSON document
    return found if set(found) == {"$and"} else {"$and": [found]}
