"""Waiting always ends, and never outlasts its timeout."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._wire.polling import PollSchedule
from runql.errors import UsageError, WaitTimeoutError


@given(st.floats(0, 100), st.floats(0.01, 30))
def test_waits_add_up_to_the_timeout_and_no_more(timeout: float, poll: float) -> None:
    schedule, elapsed, polls = PollSchedule(timeout, poll), 0.0, 0
    while elapsed < timeout:
        wait = schedule.next_wait(polls, elapsed, "it is still running")
        assert 0 < wait <= poll
        elapsed, polls = elapsed + wait, polls + 1
    assert elapsed <= timeout + 1e-6
    with pytest.raises(WaitTimeoutError, match="still running"):
        schedule.next_wait(polls, elapsed, "it is still running")


def test_without_a_timeout_the_wait_settles_at_the_poll_time() -> None:
    waits = [PollSchedule(None, 5.0).next_wait(look, 1e9, "x") for look in range(100)]
    assert waits[0] < 1
    assert waits[-1] == 5.0


@pytest.mark.parametrize(
    ("timeout", "poll"), [(1.0, 0.0), (-1.0, 1.0), (1.0, math.nan), (math.nan, 1.0)]
)
def test_impossible_times_are_refused(timeout: float, poll: float) -> None:
    with pytest.raises(UsageError):
        PollSchedule(timeout, poll)
