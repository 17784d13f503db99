"""Reader of a run's system metrics, which the SDK measures on the machine of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from runql._models.history.known_keys import warn_unknown_keys
from runql._models.history.rows import TIME, read_lines, select
from runql._models.runs.lookup import found_run

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._models.history.frame import HistoryParts
    from runql._models.history.plan import HistoryQuery
    from runql._paths.runs import RunPath

__all__ = ["read_system_metrics"]

_EVERY_EVENT = 2**31 - 1


async def read_system_metrics(
    session: AsyncSession, path: RunPath, samples: int | None, query: HistoryQuery
) -> HistoryParts:
    """Read all system metrics of a run, or a sample that the server selects.

    Requests: One.
    """
    from runql_graphql.ops import history as ops

    from runql._models.history.frame import HistoryParts

    call = ops.get_run_events(
        entity=path.entity,
        project=path.project,
        run=path.run,
        samples=_EVERY_EVENT if samples is None else samples,
    )
    response = await session.send(call)
    found = found_run(response, path, "GetRunEvents")
    rows = read_lines(found.events, f"the system metrics of {path}")
    for row in rows:
        row.pop("_wandb", None)
    total = found.events_line_count
    sampled = total is not None and len(rows) < total
    if query.keys is not None and rows:
        known = {key for row in rows for key in row}
        warn_unknown_keys(query.keys, known, f"The system metrics of {path}")
    rows = select(rows, query.keys, query.how, first=TIME)
    return HistoryParts(query.keys, [], rows, sampled, total, first=TIME)
