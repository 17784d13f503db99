"""Whether and when a call is tried again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._wire.retry import Attempt, retry_delay
from runql.errors import (
    AuthenticationError,
    ConflictError,
    ConnectError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    ProtocolError,
    RateLimitError,
    RequestTimeoutError,
    RunQLError,
    ServerError,
    UnsupportedError,
)
from runql.settings import RetryPolicy

RETRYABLE = [ConnectError, RequestTimeoutError, ProtocolError, RateLimitError, ServerError]
FINAL = [
    AuthenticationError,
    PermissionDeniedError,
    NotFoundError,
    ConflictError,
    InvalidInputError,
    UnsupportedError,
]

policies = st.builds(
    RetryPolicy,
    max_attempts=st.integers(1, 10),
    first_wait=st.floats(0, 5),
    longest_wait=st.floats(0, 60),
    jitter=st.floats(0, 1),
)
chances = st.floats(0, 1)


def no_chance() -> float:
    return 0.0


@given(
    policies,
    st.sampled_from(RETRYABLE),
    st.integers(1, 12),
    st.floats(0, 100),
    st.floats(0.1, 100),
    chances,
    st.none() | st.floats(0, 200),
)
def test_a_wait_never_outlasts_the_total_nor_the_attempts(
    policy: RetryPolicy,
    kind: type[RunQLError],
    number: int,
    elapsed: float,
    total: float,
    chance: float,
    retry_after: float | None,
) -> None:
    error = kind("x")
    if isinstance(error, RateLimitError):
        error.retry_after = retry_after
    attempt = Attempt(number, elapsed, total, repeatable=True)
    wait = retry_delay(policy, error, attempt, lambda: chance)
    if wait is not None:
        assert number < policy.max_attempts
        assert elapsed + wait < total
        requested = isinstance(error, RateLimitError) and bool(retry_after)
        assert wait == retry_after if requested else 0 <= wait <= policy.longest_wait


def test_a_date_in_the_past_is_no_reason_to_hurry() -> None:
    """A server whose clock differs would get all attempts at once."""
    error = RateLimitError("x")
    error.retry_after = 0.0
    policy, attempt = RetryPolicy(first_wait=2.0), Attempt(1, 0.0, 60.0, repeatable=True)
    assert retry_delay(policy, error, attempt, no_chance) == 2.0


@given(policies, st.sampled_from(FINAL), st.integers(1, 12))
def test_a_refusal_is_final(policy: RetryPolicy, kind: type[RunQLError], number: int) -> None:
    attempt = Attempt(number, 0.0, None, repeatable=True)
    assert retry_delay(policy, kind("x"), attempt, no_chance) is None


@pytest.mark.parametrize("kind", RETRYABLE)
def test_what_changes_something_is_repeated_only_if_the_server_cannot_have_acted(
    kind: type[RunQLError],
) -> None:
    attempt = Attempt(1, 0.0, None, repeatable=False)
    wait = retry_delay(RetryPolicy(), kind("x"), attempt, no_chance)
    assert (wait is not None) == (kind in (ConnectError, RateLimitError))


def test_who_can_ask_for_less_does_not_wait_for_a_timeout_twice() -> None:
    policy, timeout = RetryPolicy(), RequestTimeoutError("too slow")
    divisible = Attempt(1, 0.0, None, repeatable=True, divisible=True)
    assert retry_delay(policy, timeout, divisible, no_chance) is None
    assert retry_delay(policy, ServerError("down"), divisible, no_chance) is not None
    assert retry_delay(policy, timeout, Attempt(1, 0.0, None, repeatable=True), no_chance)


def test_waits_double_up_to_the_longest() -> None:
    policy = RetryPolicy(max_attempts=9, first_wait=1, longest_wait=5)
    waits = [
        retry_delay(policy, ServerError("x"), Attempt(n, 0, None, repeatable=True), no_chance)
        for n in range(1, 6)
    ]
    assert waits == [1, 2, 4, 5, 5]
