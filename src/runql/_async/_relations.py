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

    from runql._async._client.session import AsyncSession
    from runql._async.collections.api import AsyncCollectionsApi
    from runql._async.runs.api import AsyncRunsApi
    from runql._async.runs.listing import AsyncRuns
    from runql._async.runs.resource import AsyncRun
    from runql._async.sweeps.api import AsyncSweepsApi
    from runql._models.runs.listed.context import RunContext
    from runql._models.runs.listed.page_batch import PageBatch
    from runql._paging.pages import Page, PageWindow
    from runql._paths.runs import RunPath

__all__ = ["collections", "list_of_runs", "run_of", "runs", "sweeps"]

R = TypeVar("R")


def run_of(
    session: AsyncSession,
    snapshot: RunFull,
    path: RunPath,
    context: RunContext,
    page_batch: PageBatch[AsyncRun[Any, Any]] | None = None,
) -> AsyncRun[Any, Any]:
    """Return a run that created or used an artifact version."""
    from runql._async.runs.resource import AsyncRun

    return AsyncRun[Any, Any](session, snapshot, path, context, page_batch)


def list_of_runs(
    session: AsyncSession,
    call: Call[R],
    read: Callable[[R], Page[AsyncRun[Any, Any]]],
    window: PageWindow,
) -> AsyncRuns[Any, Any]:
    """Return the list of the runs that used an artifact version."""
    from runql._async.runs.listing import AsyncRuns, run_key
    from runql._paging.pages import Listing

    return AsyncRuns(session, Listing(call, read, run_key, window))


def collections(session: AsyncSession) -> AsyncCollectionsApi:
    """Return the methods for collections, to load the collection of a version."""
    from runql._async.collections.api import AsyncCollectionsApi

    return AsyncCollectionsApi(session)


def runs(session: AsyncSession) -> AsyncRunsApi:
    """Return the methods for runs, to load a run for a comparison."""
    from runql._async.runs.api import AsyncRunsApi

    return AsyncRunsApi(session)


def sweeps(session: AsyncSession) -> AsyncSweepsApi:
    """Return the methods for sweeps, to load the sweep of a run."""
    from runql._async.sweeps.api import AsyncSweepsApi

    return AsyncSweepsApi(session)
