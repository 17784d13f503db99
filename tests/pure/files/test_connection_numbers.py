"""How many connections small files are fetched over: as many as bring more, on a simulated network."""

from __future__ import annotations

import heapq

import pytest

from runql._transfer._engine.multiplexed.width import Width

SIZE = 20_000


def counts(
    latency: float, work: float, *, most: int = 128, files: int = 5_000, bandwidth: float = 1e12
) -> tuple[list[int], float]:
    """Return the number of connections after each file, and the seconds that all files took.

    Args:
        latency: Seconds from a request to its response.
        work: Seconds of this thread for a file.
        most: The largest number allowed.
        files: How many there are.
        bandwidth: Bytes a second of the line.
    """
    now, line_free = 0.0, 0.0
    width = Width(most, now)
    under_way: list[float] = []
    found: list[int] = []
    while len(found) < files:
        while len(under_way) < min(width.count, files - len(found)):
            line_free = max(line_free, now) + SIZE / bandwidth
            heapq.heappush(under_way, max(now + latency, line_free))
        arrival = heapq.heappop(under_way)
        if arrival > now:
            width.wait(arrival - now)
            now = arrival
        now += work
        width.note(SIZE, now)
        found.append(width.count)
    return found, now


def test_a_busy_thread_needs_no_more_connections() -> None:
    found, _ = counts(latency=0.0001, work=0.0003)
    assert set(found) == {4}


def test_a_hundred_milliseconds_fill_all_connections() -> None:
    found, seconds = counts(latency=0.1, work=0.0003)
    assert found[-1] == 128
    assert found.index(128) < 300
    assert seconds < 1.4 * 5_000 / 128 * 0.1


def test_fifty_milliseconds_keep_the_thread_busy() -> None:
    found, seconds = counts(latency=0.05, work=0.0003)
    assert found[-1] >= 64
    assert seconds < 3.2


def test_a_full_line_gets_no_more_connections() -> None:
    found, seconds = counts(latency=0.02, work=0.0001, bandwidth=10e6)
    assert max(found[1_000:]) <= 32
    assert seconds < 1.1 * 5_000 * SIZE / 10e6


@pytest.mark.parametrize("most", [1, 3, 10, 64])
def test_the_number_that_a_caller_sets_is_not_exceeded(most: int) -> None:
    found, _ = counts(latency=0.1, work=0.0003, most=most, files=2_000)
    assert max(found) == found[-1] == most


def test_a_limit_learned_later_holds() -> None:
    width = Width(128, 0.0)
    width.limit(2)
    assert (width.count, width.most) == (2, 2)
    width.limit(0)
    assert width.count == 1
    width.limit(64)
    assert width.most == 1
