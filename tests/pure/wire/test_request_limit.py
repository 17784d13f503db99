"""A limit counts what is sent, in nested blocks too."""

from __future__ import annotations

from typing import Any

import pytest

from runql._wire.rate_limit import RequestLimit, count_request
from runql.errors import RequestLimitError, UsageError


@pytest.mark.parametrize(("outer", "inner"), [(None, 1), (1, None)])
def test_a_request_that_was_refused_counts_for_no_block(
    outer: int | None, inner: int | None
) -> None:
    with RequestLimit(outer) as above, RequestLimit(inner) as below:
        count_request("GetRun")
        with pytest.raises(RequestLimitError):
            count_request("GetRun")
    assert (above.used, below.used) == (1, 1)


def test_one_limit_has_one_block_at_a_time() -> None:
    limit = RequestLimit()
    with limit:
        with pytest.raises(UsageError, match="already used"), limit:
            pass
        count_request("GetRun")
    with limit:
        count_request("GetRun")
    assert limit.used == 2


@pytest.mark.parametrize("most", [0, True, 1.5, float("nan"), "20"])
def test_limits_that_are_no_count_are_refused(most: Any) -> None:
    with pytest.raises(UsageError, match="at least 1"):
        RequestLimit(most)
