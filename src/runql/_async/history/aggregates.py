"""Check for lists of runs whose filter or order does not work on summaries that contain aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models._attributes.list_checks import ListCheck
from runql._models.runs.aggregates import CHECKED
from runql._models.runs.responses import counted_runs
from runql.errors import NotExportedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runql_graphql.fragments.runs.base import RunFull

    from runql._async._client.session import AsyncSession
    from runql._models.runs.aggregates import AggregatesProbe

__all__ = ["check_aggregates"]


async def check_aggregates(
    session: AsyncSession,
    probe: AggregatesProbe | None,
    *,
    is_empty: bool,
    read: Callable[[Any], tuple[Sequence[RunFull], int | None]] = counted_runs,
) -> None:
    """Warn about runs with aggregates in a summary key that a list compares as a number.

    Args:
        session: Session that sends the request.
        probe: The request; None if nothing has to be checked.
        is_empty: Whether the list has no runs.
        read: Returns the runs of a response, and how many runs match.

    Raises:
        FilterError: If the list is empty, and runs have aggregates in a key that the filter
            compares as a number.
        OrderError: If a run has aggregates in the key of the order.

    Requests: One; none without a probe.
    """
    if probe is None:
        return
    response = None
    # No run of an opened export has aggregates in keys that its list lacks.
    with ListCheck(CHECKED, ignored=(NotExportedError,)):
        response = await session.send(probe.call)
    if response is not None:
        runs, total = read(response)
        probe.judge(runs, total, is_empty=is_empty)
