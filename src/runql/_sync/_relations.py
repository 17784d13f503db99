# Generated from src/runql/_async/_relations.py by `make generate`. Do not edit.

"""Relations between resources that run against the import order of the resource types.

W&B's resources form a cyclic graph: a run has artifacts, and an artifact version has the runs that created and
used it. Modules are imported in one order, so functions for the other direction are here and import when called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql_graphql.calls import Call
    from runql_graphql.fragments.runs.base import RunFull

    from runql._models.runs.listed.context import RunContext
    from runql._models.runs.listed.page_batch import PageBatch
    from runql._paging.pages import Page, PageWindow
    from runql._paths.runs import RunPath
    from runql._sync._client.session import Session
    from runql._sync.collections.api import CollectionsApi
    from runql._sync.runs.api import RunsApi
    from runql._sync.runs.listing import Runs
    from runql._sync.runs.resource import Run
    from runql._sync.sweeps.api import SweepsApi

__all__ = ["collections", "list_of_runs", "run_of", "runs", "sweeps"]

R = TypeVar("R")


def run_of(
    session: Session,
    snapshot: RunFull,
    path: RunPath,
    context: RunContext,
    page_batch: PageBatch[Run[Any, Any]] | None = None,
) -> Run[Any, Any]:
    """Return a run that created or used an artifact version."""
    from runql._sync.runs.resource import Run

    return Run[Any, Any](session, snapshot, path, context, page_batch)


def list_of_runs(
    session: Session,
    call: Call[R],
    read: Callable[[R], Page[Run[Any, Any]]],
    window: PageWindow,
) -> Runs[Any, Any]:
    """Return the list of the runs that used an artifact version."""
    from runql._paging.pages import Listing
    from runql._sync.runs.listing import Runs, run_key

    return Runs(session, Listing(call, read, run_key, window))


def collections(session: Session) -> CollectionsApi:
    """Return the methods for collections, to load the collection of a version."""
    from runql._sync.collections.api import CollectionsApi

    return CollectionsApi(session)


def runs(session: Session) -> RunsApi:
    """Return the methods for runs, to load a run for a comparison."""
    from runql._sync.runs.api import RunsApi

    return RunsApi(session)


def sweeps(session: Session) -> SweepsApi:
    """Return the methods for sweeps, to load the sweep of a run."""
    from runql._sync.sweeps.api import SweepsApi

    return SweepsApi(session)
