"""Display names in the filter of an empty list of runs, where the server compares IDs.

The filter field `name` is the ID of a run, but `run.name` is its display name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from runql_graphql.ops.runs import base as ops

from runql._caller import warn_caller
from runql._models.runs.responses import counted_runs
from runql.errors import UnknownKeyWarning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql_graphql.calls import Call
    from runql_graphql.list_runs import ListRuns

    from runql._paths.projects import ProjectPath

__all__ = ["display_name_call", "warn_of_display_names"]


def display_name_call(filters: object, project: ProjectPath) -> Call[ListRuns] | None:
    """Return a request for a run whose display name, but not ID, fits what a filter requires of `name`.

    Args:
        filters: The filter in the API's format.
        project: The project of the list.

    Returns:
        The request; None if the filter requires nothing of `name`.
    """
    try:
        document: object = json.loads(str(filters or "{}"))
    except ValueError:
        return None
    conditions = list(_required(document))
    if not conditions:
        return None
    # Runs without a name of their own have their ID as display name.
    required = [{"displayName": each} for each in conditions]
    required += [{"$nor": [{"name": each}]} for each in conditions]
    return ops.list_runs(
        entity=project.entity,
        project=project.project,
        filters=json.dumps({"$and": required}),
        first=1,
        with_config=False,
        with_summary=False,
    )


def _required(document: object) -> Iterator[Any]:
    """Yield the conditions on `name` that every run of the list meets."""
    if not isinstance(document, dict):
        return
    for key, condition in document.items():
        if key == "$and" and isinstance(condition, list):
            for each in condition:
                yield from _required(each)
        elif key == "name" and not (
            isinstance(condition, dict) and {"$ne", "$nin", "$not", "$exists"} & condition.keys()
        ):
            yield condition


def warn_of_display_names(response: ListRuns, project: ProjectPath) -> None:
    """Warn if a run has the display name that a filter compares with IDs."""
    runs, total = counted_runs(response)
    if not runs:
        return
    others = f" (and {total - 1} more)" if total is not None and total > 1 else ""
    warn_caller(
        f"The filter compares `name` with the IDs of runs. In {project}, the run with the ID {runs[0].name!r}{others} has a "
        'display name that fits. Use F.display_name, or {"display_name": ...}.',
        UnknownKeyWarning,
    )
