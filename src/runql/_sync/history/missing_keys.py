# Generated from src/runql/_async/history/missing_keys.py by `make generate`. Do not edit.

"""Checks for lists of runs whose filter or order names a key that no run has, or a display name as an ID."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from runql_graphql.ops import projects as ops

from runql._models._attributes.list_checks import ListCheck
from runql._models.projects.keys import listed_fields, server_keys
from runql._models.runs.listed.missing_keys import (
    counting_call,
    key_uses,
    lacking,
    only_project,
    project_of,
    unfiltered_call,
    warn_missing,
    warn_mistyped,
)
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from runql_graphql.calls import Call

    from runql._models.runs.base import RunBase
    from runql._models.runs.listed.missing_keys import KeyUse
    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session

__all__ = ["check_display_names", "check_listed_keys"]

_MOST_KEYS: Final = 1000
_COLUMNS: Final = ["config", "summary_metrics"]


def check_listed_keys(
    session: Session,
    call: Call[Any],
    runs: Sequence[RunBase[Any, Any]],
    *,
    is_empty: bool,
    read: Callable[[Any], Sequence[RunBase[Any, Any]]] = lambda _: (),
) -> None:
    """Warn about keys that a list depends on and no run of the project has.

    The runs that used an artifact version can be of several projects. Then nothing is checked.

    Args:
        session: Session that sends the requests.
        call: The request of the list.
        runs: The first page.
        is_empty: Whether no run matches.
        read: Returns the runs of a response to the request.

    Requests: None if the page or an earlier check shows that the keys exist; otherwise one for
    the keys of the project, and one more per key that the project lacks. One more for an empty
    list of the runs that used an artifact version.
    """
    uses = key_uses(call, runs, is_empty=is_empty)
    if not uses:
        return
    # Some servers do not list the keys of a project.
    with ListCheck(f"whether runs have {uses[0].name!r}", ignored=(UnsupportedError,)):
        path = project_of(call.variables)
        if path is None:
            path = only_project(runs or read(session.send(unfiltered_call(call))))
        if path is None:
            return
        known = _known_keys(session, path, uses)
        # In a project without keys, no run has logged anything.
        for use in lacking(uses, known) if known else ():
            response = session.send(counting_call(path, use))
            if response.project is not None and response.project.run_count == 0:
                warn_missing(use, known, str(path))
            else:
                known[use.name] = frozenset()
        if is_empty:
            warn_mistyped(uses, known)


def check_display_names(session: Session, call: Call[Any]) -> None:
    """Warn if the filter of an empty list compares a display name with the IDs of runs.

    Args:
        session: Session that sends the requests.
        call: The request of the list.

    Requests: One if the filter requires a `name`; otherwise none.
    """
    filters, project = call.variables.get("filters"), project_of(call.variables)
    if project is None or '"name"' not in str(filters):
        return
    from runql._models.runs.listed.misplaced_names import display_name_call, warn_of_display_names

    check = display_name_call(filters, project)
    if check is None:
        return
    with ListCheck("whether a run has the name as display name", ignored=(UnsupportedError,)):
        response = session.send(check)
        warn_of_display_names(response, project)


def _known_keys(
    session: Session, path: ProjectPath, uses: Sequence[KeyUse]
) -> dict[str, frozenset[str]]:
    """Return the keys of a project with their types, from the cache if it has all keys of a list."""
    remembered, name = session.remembered, ("keys of runs", path)
    known: dict[str, frozenset[str]] | None = remembered.get(name, 0)
    if known is not None and not lacking(uses, known):
        return known
    call = ops.list_project_fields(
        entity=path.entity, project=path.project, columns=_COLUMNS, first=_MOST_KEYS
    )
    fields, _ = listed_fields(session.send(call), path)
    found = {str(key): frozenset(key.types) for key in server_keys(fields)}
    # Changes by this client do not invalidate the cached keys, because deleted keys do no harm here.
    return remembered.keep(name, 0, {**(known or {}), **found})
