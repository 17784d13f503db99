# Generated from src/runql/_async/sweeps/listing.py by `make generate`. Do not edit.

"""Lists of sweeps, and the builder of sweeps from responses."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from runql._models.sweeps.matching import matches
from runql._models.sweeps.responses import listed_sweeps, own_sweep_path
from runql._models.sweeps.search import SweepSearch
from runql._paging.pages import Page
from runql._sync._client.lister import Lister
from runql._sync.sweeps.resource import Sweep

if TYPE_CHECKING:
    from runql_graphql.fragments.sweeps import SweepFields
    from runql_graphql.list_sweeps import ListSweeps

    from runql._paths.projects import ProjectPath
    from runql._sync._client.session import Session

__all__ = ["Sweeps"]

logger = logging.getLogger("runql.sweeps")


class Sweeps(Lister[Sweep]):
    """Lazy list of a project's sweeps.

    The server reports the number of sweeps of a project, but not of those that match a filter.

    Requests: One per page up to the last requested sweep.
    """


@dataclass(frozen=True, slots=True)
class SweepBuilder:
    """Builder of sweeps from responses.

    Attributes:
        session: Session that sends the requests of the sweeps.
        path: The requested project.
        search: Filter of the list.
    """

    session: Session
    path: ProjectPath
    search: SweepSearch = field(default_factory=SweepSearch)

    def build(self, snapshot: SweepFields) -> Sweep:
        """Return one sweep."""
        sweep_path = own_sweep_path(snapshot, self.path)
        return Sweep(self.session, snapshot, sweep_path, self.session.app_url)

    def read(self, response: ListSweeps) -> Page[Sweep]:
        """Return a page of sweeps from a response."""
        filtered = self.search.filtered
        page = listed_sweeps(response, self.path, filtered=filtered)
        kept = [
            (sweep, cursor)
            for each, cursor in zip(page.items, page.cursors, strict=True)
            if matches(self.search.local, sweep := self.build(each))
        ]
        sweeps, cursors = tuple(each for each, _ in kept), tuple(each for _, each in kept)
        return Page(sweeps, page.cursor, page.total, cursors, end=page.end)


def sweep_key(sweep: Sweep) -> str:
    """Return the deduplication key of a sweep."""
    return sweep.storage_id
