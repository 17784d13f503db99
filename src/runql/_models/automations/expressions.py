"""Expressions for automation filters: `RunEvent.metric("loss").avg(5) > 3`, `ArtifactEvent.alias == "prod"`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NoReturn

from runql._models._attributes.text_lists import check_kind, required_text, text_list
from runql._models.automations.conditions import (
    Condition,
    MetricChange,
    MetricThreshold,
    MetricZScore,
    RunStateFilter,
)
from runql._wire.json_types import is_finite
from runql.errors import UsageError
from runql.filters.patterns import wire_pattern
from runql.filters.values import checked_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from runql._models.automations.conditions import Aggregate, Direction

    Comparison = Literal["$gt", "$gte", "$lt", "$lte"]

__all__ = ["ArtifactEvent", "Metric", "RunEvent", "StateField", "TextField", "ZScore"]

_STATES: Final = ("RUNNING", "FINISHED", "FAILED")
_SPELLINGS: Final = {"CRASHED": "FAILED"}
"""The server counts crashed runs as failed."""


class TextField:
    """A string field, for comparisons in filters; other values raise a UsageError."""

    def __init__(self, name: str) -> None:
        self._name = name

    def eq(self, value: str) -> Condition:
        """Match if the field equals a string; `field == value` is equivalent."""
        return Condition(self._name, "$eq", _text(value, self._name))

    def ne(self, value: str) -> Condition:
        """Match if the field differs from a string; `field != value` is equivalent."""
        return Condition(self._name, "$ne", _text(value, self._name))

    def in_(self, values: Iterable[str]) -> Condition:
        """Match if the field equals one of several strings."""
        return Condition(self._name, "$in", _some_texts(values, self._name))

    def not_in(self, values: Iterable[str]) -> Condition:
        """Match if the field equals none of several strings."""
        return Condition(self._name, "$nin", _some_texts(values, self._name))

    def contains(self, value: str) -> Condition:
        """Match if the field contains a string."""
        return Condition(self._name, "$contains", _text(value, self._name))

    def matches_regex(self, pattern: str) -> Condition:
        """Match if a regular expression in the syntax of RE2 matches anywhere in the field."""
        return Condition(self._name, "$regex", wire_pattern(pattern))

    def exists(self, exists: bool = True) -> Condition:
        """Match if the field exists; with `exists=False`, match if it does not."""
        check_kind(exists, bool, "exists")
        return Condition(self._name, "$exists", exists)

    def __eq__(self, other: str) -> Condition:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return self.eq(other)

    def __ne__(self, other: str) -> Condition:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return self.ne(other)

    def __hash__(self) -> int:
        return object.__hash__(self)


class StateField:
    """The state that a run enters."""

    def eq(self, state: str) -> RunStateFilter:
        """Match if the run enters a state; `RunEvent.state == state` is equivalent.

        Args:
            state: `running`, `finished` or `failed`; `crashed` counts as failed.

        Returns:
            The filter.

        Raises:
            UsageError: If automations do not support the state.
        """
        return self.in_([required_text(state, "state")])

    def in_(self, states: Iterable[str]) -> RunStateFilter:
        """Match if the run enters one of several states.

        Args:
            states: `running`, `finished`, `failed`; `crashed` counts as failed.

        Returns:
            The filter.

        Raises:
            UsageError: If there are no states, or automations do not support one of them.
        """
        given = [_SPELLINGS.get(each.upper(), each.upper()) for each in text_list(states, "states")]
        unknown = [each for each in given if each not in _STATES]
        if unknown or not given:
            raise UsageError(
                f"Invalid run state for an automation: {', '.join(unknown) or 'none given'}.",
                hint=f"Use {', '.join(_STATES)}.",
            )
        return RunStateFilter(tuple(sorted(set(given))))

    def __eq__(self, other: str) -> RunStateFilter:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return self.eq(other)

    def __hash__(self) -> int:
        return object.__hash__(self)


@dataclass(frozen=True, slots=True, eq=False)
class Metric:
    """A metric of a run, or an aggregate of its last values.

    Attributes:
        name: Key in the history.
        aggregate: Aggregate of the last values; None for the last value.
        window: Number of values in the aggregate.
    """

    name: str
    aggregate: Aggregate | None = None
    window: int = 1

    def max(self, window: int) -> Metric:
        """Return the maximum of the last `window` values, for comparisons."""
        return replace(self, aggregate="MAX", window=_window(window))

    def min(self, window: int) -> Metric:
        """Return the minimum of the last `window` values, for comparisons."""
        return replace(self, aggregate="MIN", window=_window(window))

    def avg(self, window: int) -> Metric:
        """Return the mean of the last `window` values, for comparisons."""
        return replace(self, aggregate="AVERAGE", window=_window(window))

    def mean(self, window: int) -> Metric:
        """Return the mean of the last `window` values, like `avg`."""
        return self.avg(window)

    def zscore(self, window: int = 30) -> ZScore:
        """Return the deviation from the mean of the last values, in standard deviations.

        Args:
            window: Number of values in the mean.

        Returns:
            The z-score, for comparisons.

        Raises:
            UsageError: If `window` is less than 1.
        """
        return ZScore(self.name, _window(window))

    def gt(self, value: float) -> MetricThreshold:
        """Match if the metric is greater than a value; `metric > value` is equivalent."""
        return self._crosses("$gt", value)

    def gte(self, value: float) -> MetricThreshold:
        """Match if the metric is at least a value; `metric >= value` is equivalent."""
        return self._crosses("$gte", value)

    def lt(self, value: float) -> MetricThreshold:
        """Match if the metric is less than a value; `metric < value` is equivalent."""
        return self._crosses("$lt", value)

    def lte(self, value: float) -> MetricThreshold:
        """Match if the metric is at most a value; `metric <= value` is equivalent."""
        return self._crosses("$lte", value)

    def changes_by(self, *, diff: float | None = None, frac: float | None = None) -> MetricChange:
        """Match if the metric changes from the preceding window, in any direction.

        Args:
            diff: Minimum absolute change.
            frac: Minimum change as a fraction of the earlier value: 0.1 means ten percent.

        Returns:
            The filter.

        Raises:
            UsageError: If not exactly one of the two is given, or it is not positive.
        """
        return self._changes("ANY", diff, frac)

    def increases_by(self, *, diff: float | None = None, frac: float | None = None) -> MetricChange:
        """Match if the metric increases from the preceding window; see `changes_by`."""
        return self._changes("INCREASE", diff, frac)

    def decreases_by(self, *, diff: float | None = None, frac: float | None = None) -> MetricChange:
        """Match if the metric decreases from the preceding window; see `changes_by`."""
        return self._changes("DECREASE", diff, frac)

    def __gt__(self, value: float) -> MetricThreshold:
        return self.gt(value)

    def __ge__(self, value: float) -> MetricThreshold:
        return self.gte(value)

    def __lt__(self, value: float) -> MetricThreshold:
        return self.lt(value)

    def __le__(self, value: float) -> MetricThreshold:
        return self.lte(value)

    if not TYPE_CHECKING:
        # Hidden from type checkers, which then report the comparison as an error.
        def __eq__(self, other: object) -> NoReturn:
            raise _no_equality(self.name)

        def __hash__(self) -> int:
            return object.__hash__(self)

    def _crosses(self, comparison: Comparison, value: float) -> MetricThreshold:
        return MetricThreshold(
            self.name, comparison, _number(value), aggregate=self.aggregate, window=self.window
        )

    def _changes(
        self, direction: Direction, diff: float | None, frac: float | None
    ) -> MetricChange:
        amount = frac if diff is None else diff
        if amount is None or (diff is not None and frac is not None) or not _number(amount) > 0:
            raise UsageError(
                f"Exactly one of diff and frac must be a positive number, got diff={diff} and frac={frac}.",
                hint="Pass diff=0.5 or frac=0.1, for example; use decreases_by() for a decrease.",
            )
        return MetricChange(
            self.name, amount, diff is None, direction, aggregate=self.aggregate, window=self.window
        )


@dataclass(frozen=True, slots=True, eq=False)
class ZScore:
    """Deviation of a metric from the mean of its last values, in standard deviations.

    Attributes:
        name: Key in the history.
        window: Number of values in the mean.
        absolute: Whether deviations in both directions match: `abs(zscore)`.
    """

    name: str
    window: int
    absolute: bool = False

    def abs(self) -> ZScore:
        """Return a z-score that matches in either direction; `abs(zscore)` is equivalent.

        Returns:
            The absolute z-score.
        """
        return replace(self, absolute=True)

    def gt(self, value: float) -> MetricZScore:
        """Match if the metric is more than `value` deviations above its mean.

        Args:
            value: The number of standard deviations.

        Returns:
            The filter; for an absolute z-score, it also matches values below the mean.

        Raises:
            UsageError: If the number is not positive.
        """
        if not _number(value) > 0:
            raise UsageError(
                f"A z-score threshold above the mean must be positive, got {value}.",
                hint="Use a number greater than 0.",
            )
        return MetricZScore(self.name, value, self.window, "ANY" if self.absolute else "INCREASE")

    def lt(self, value: float) -> MetricZScore:
        """Match if the metric is more than `-value` deviations below its mean.

        Args:
            value: The number of standard deviations, as a negative number.

        Returns:
            The filter.

        Raises:
            UsageError: If the number is not negative, or the z-score is absolute.
        """
        if self.absolute or not _number(value) < 0:
            raise UsageError(
                f"A z-score threshold below the mean must be negative, got {value}.",
                hint="Use a number less than 0 without abs(): zscore(30) < -2.",
            )
        return MetricZScore(self.name, -value, self.window, "DECREASE")

    def __abs__(self) -> ZScore:
        return self.abs()

    def __gt__(self, value: float) -> MetricZScore:
        return self.gt(value)

    def __ge__(self, value: float) -> MetricZScore:
        return self.gt(value)

    def __lt__(self, value: float) -> MetricZScore:
        return self.lt(value)

    def __le__(self, value: float) -> MetricZScore:
        return self.lt(value)

    if not TYPE_CHECKING:

        def __eq__(self, other: object) -> NoReturn:
            raise _no_equality(self.name)

        def __hash__(self) -> int:
            return object.__hash__(self)


class RunEvent:
    """Fields of run events, for filters.

    Join a condition on the run with `&`, also as an expression of `F`:
    `(RunEvent.metric("loss") > 3) & (F.config["lr"] > 0.1)`.
    """

    name: Final = TextField("display_name")
    state: Final = StateField()

    @staticmethod
    def metric(name: str) -> Metric:
        """Return a metric, for comparisons.

        Args:
            name: Key in the history.

        Returns:
            The metric.

        Raises:
            UsageError: If the name is empty or not a string.
        """
        if not _text(name, "name"):
            raise UsageError(
                "The name of a metric must not be empty.", hint="Pass the key in the history."
            )
        return Metric(name)


class ArtifactEvent:
    """Fields of artifact events, for filters."""

    alias: Final = TextField("alias")
    tag: Final = TextField("tag")


def _text(value: str, name: str) -> str:
    return checked_text(required_text(value, name))


def _some_texts(values: Iterable[str], name: str) -> tuple[str, ...]:
    found = tuple(_text(each, name) for each in text_list(values, "values"))
    if not found:
        raise UsageError(f"The list of values for {name} is empty.", hint="Pass at least one.")
    return found


def _window(window: int) -> int:
    if type(window) is not int or window < 1:
        raise UsageError(f"window must be at least 1, got {window!r}.", hint="Use 1 or more.")
    return window


def _number(value: float) -> float:
    if type(value) not in (int, float) or not is_finite(value):
        raise UsageError(f"The threshold of a metric must be a finite number, got {value!r}.")
    return value


def _no_equality(name: str) -> UsageError:
    return UsageError(
        f"Automations cannot compare the metric {name!r} with == or !=.",
        hint="Use >, >=, < or <=; two bounds require two automations.",
    )
