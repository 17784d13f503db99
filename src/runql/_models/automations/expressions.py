"""What filters of automations are written with: `RunEvent.metric("loss").avg(5) > 3`, `ArtifactEvent.alias == "prod"`."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NoReturn

from runql._models.automations.conditions import (
    Condition,
    MetricChange,
    MetricThreshold,
    MetricZScore,
    RunStateFilter,
)
from runql.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from runql._models.automations.conditions import Aggregate, Direction

    Comparison = Literal["$gt", "$gte", "$lt", "$lte"]

__all__ = ["ArtifactEvent", "Metric", "RunEvent", "StateField", "TextField", "ZScore"]

_STATES: Final = ("RUNNING", "FINISHED", "FAILED")
_SPELLINGS: Final = {"CRASHED": "FAILED"}
"""The server counts runs that crashed as failed."""


class TextField:
    """A field to compare with strings."""

    def __init__(self, name: str) -> None:
        self._name = name

    def eq(self, value: str) -> Condition:
        """Is the text; `field == value` says the same."""
        return Condition(self._name, "$eq", value)

    def ne(self, value: str) -> Condition:
        """Is another text; `field != value` says the same."""
        return Condition(self._name, "$ne", value)

    def in_(self, values: Iterable[str]) -> Condition:
        """Is one of the strings."""
        return Condition(self._name, "$in", _texts(values))

    def not_in(self, values: Iterable[str]) -> Condition:
        """Is none of the strings."""
        return Condition(self._name, "$nin", _texts(values))

    def contains(self, value: str) -> Condition:
        """Has the text in it."""
        return Condition(self._name, "$contains", value)

    def matches_regex(self, pattern: str) -> Condition:
        """Matches the expression somewhere."""
        return Condition(self._name, "$regex", pattern)

    def exists(self, exists: bool = True) -> Condition:
        """Is there at all; or is not, with False."""
        return Condition(self._name, "$exists", exists)

    def __eq__(self, other: str) -> Condition:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return self.eq(other)

    def __ne__(self, other: str) -> Condition:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        return self.ne(other)

    def __hash__(self) -> int:
        return object.__hash__(self)


class StateField:
    """The state that a run comes into."""

    def eq(self, state: str) -> RunStateFilter:
        """Comes into the state; `RunEvent.state == state` says the same."""
        return self.in_([state])

    def in_(self, states: Iterable[str]) -> RunStateFilter:
        """Comes into one of the states: `running`, `finished`, `failed`; `crashed` counts as failed.

        Raises:
            UsageError: If none was given, or one that automations do not know.
        """
        given = [_SPELLINGS.get(each.upper(), each.upper()) for each in _texts(states)]
        unknown = [each for each in given if each not in _STATES]
        if unknown or not given:
            raise UsageError(
                f"Automations know no run state {', '.join(unknown) or 'at all'}.",
                hint=f"They know {', '.join(_STATES)}.",
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
        name: Key of the history.
        aggregate: How the last values become one; None for the last value.
        window: How many values that are.
    """

    name: str
    aggregate: Aggregate | None = None
    window: int = 1

    def max(self, window: int) -> Metric:
        """The largest of the last values."""
        return replace(self, aggregate="MAX", window=_window(window))

    def min(self, window: int) -> Metric:
        """The smallest of the last values."""
        return replace(self, aggregate="MIN", window=_window(window))

    def avg(self, window: int) -> Metric:
        """The mean of the last values."""
        return replace(self, aggregate="AVERAGE", window=_window(window))

    def mean(self, window: int) -> Metric:
        """The mean of the last values, as `avg`."""
        return self.avg(window)

    def zscore(self, window: int = 30) -> ZScore:
        """How many standard deviations a value is from the mean of the last values."""
        return ZScore(self.name, _window(window))

    def gt(self, value: float) -> MetricThreshold:
        """Is larger; `metric > value` says the same."""
        return self._crosses("$gt", value)

    def gte(self, value: float) -> MetricThreshold:
        """Is not smaller; `metric >= value` says the same."""
        return self._crosses("$gte", value)

    def lt(self, value: float) -> MetricThreshold:
        """Is smaller; `metric < value` says the same."""
        return self._crosses("$lt", value)

    def lte(self, value: float) -> MetricThreshold:
        """Is not larger; `metric <= value` says the same."""
        return self._crosses("$lte", value)

    def changes_by(self, *, diff: float | None = None, frac: float | None = None) -> MetricChange:
        """Differs from the window before, in either direction.

        Args:
            diff: By how much.
            frac: By which part of the earlier value: 0.1 means ten percent.

        Raises:
            UsageError: If not exactly one was given, or it is not positive.
        """
        return self._changes("ANY", diff, frac)

    def increases_by(self, *, diff: float | None = None, frac: float | None = None) -> MetricChange:
        """Grows against the window before; arguments are those of `changes_by`."""
        return self._changes("INCREASE", diff, frac)

    def decreases_by(self, *, diff: float | None = None, frac: float | None = None) -> MetricChange:
        """Shrinks against the window before; arguments are those of `changes_by`."""
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
        # Hidden from checkers, which then refuse the comparison themselves.
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
                f"diff is {diff} and frac is {frac}.",
                hint="Pass one of them, as a positive number; decreases_by() is for the other way.",
            )
        return MetricChange(
            self.name, amount, diff is None, direction, aggregate=self.aggregate, window=self.window
        )


@dataclass(frozen=True, slots=True, eq=False)
class ZScore:
    """How many standard deviations a metric is from the mean of its last values.

    Attributes:
        name: Key of the history.
        window: How many values the mean is of.
        absolute: Whether the direction does not matter: `abs(zscore)`.
    """

    name: str
    window: int
    absolute: bool = False

    def abs(self) -> ZScore:
        """The same in either direction; `abs(zscore)` says the same."""
        return replace(self, absolute=True)

    def gt(self, value: float) -> MetricZScore:
        """Lies above the mean by more.

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
        """Lies below the mean by more.

        Raises:
            UsageError: If the number is not negative, or the direction does not matter.
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
    """What a run's event can be filtered by.

    What the run itself has to be is joined behind with `&`, also as an expression of `F`:
    `(RunEvent.metric("loss") > 3) & (F.config["lr"] > 0.1)`.
    """

    name: Final = TextField("display_name")
    state: Final = StateField()

    @staticmethod
    def metric(name: str) -> Metric:
        """A metric by its key in the history."""
        if not name:
            raise UsageError("The metric has no name.", hint="Pass its key in the history.")
        return Metric(name)


class ArtifactEvent:
    """What an artifact's event can be filtered by."""

    alias: Final = TextField("alias")
    tag: Final = TextField("tag")


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    if isinstance(values, str):
        raise UsageError(f"{values!r} is one text.", hint=f"Write [{values!r}].")
    return tuple(values)


def _window(window: int) -> int:
    if type(window) is not int or window < 1:
        raise UsageError(f"window must be at least 1, got {window!r}.", hint="Use 1 or more.")
    return window


def _number(value: float) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise UsageError(f"The threshold of a metric must be a finite number, got {value!r}.")
    return value


def _no_equality(name: str) -> UsageError:
    return UsageError(
        f"The server does not test the metric {name!r} for equality.",
        hint="Use >, >=, < or <=; two of them need two automations.",
    )
