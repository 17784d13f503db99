"""Check of lists of runs whose filter or order means nothing for summaries that hold aggregates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models.runs.aggregates import warn_unchecked
from runql.errors import NotExportedError, RunQLError

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._models.runs.aggregates import AggregatesProbe

__all__ = ["check_aggregates"]


async def check_aggregates(
    session: AsyncSession, probe: AggregatesProbe | None, *, is_empty: bool
) -> None:
    """Warn of runs with aggregates where a list compares numbers.

    Args:
        session: What the request is sent through.
        probe: The request; None when nothing has to be checked.
        is_empty: Whether the list has no runs.

    Raises:
        FilterError: If the list is empty, and runs have aggregates where its filter compares
            numbers.
        OrderError: If a run has aggregates where the list is ordered.

    Requests: One; none without a probe.
    """
    if probe is None:
        return
    try:
        response = await session.send(probe.call)
    except NotExportedError:
        return  # no run of an opened export has aggregates there
    except RunQLError as error:
        # The list itself was read; that it was not checked must not take it away.
        warn_unchecked(error)
        return
    probe.judge(response, is_empty=is_empty)
