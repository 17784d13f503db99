# Generated from src/runql/_async/automations/listing.py by `make generate`. Do not edit.

"""Lists of automations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._models.automations.base import missing_listing
from runql._sync._client.lister import Lister
from runql._sync.automations.resource import Automation
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from runql._paging.pages import Listing
    from runql._sync._client.session import Session

__all__ = ["Automations"]


class Automations(Lister[Automation]):
    """Lazy list of an entity's automations.

    Older servers list only the automations of projects; then a page is a page of projects.

    Requests: One per page up to the last requested automation; one more on an older server.
    """

    def __init__(
        self,
        session: Session,
        listing: Listing[Any, Automation],
        older: Listing[Any, Automation],
        entity: str,
    ) -> None:
        super().__init__(session, listing)
        self._older = older
        self._entity = entity

    def _load_page(self) -> None:
        if self._listing is self._older:
            self._load_older_page()
            return
        try:
            super()._load_page()
        except UnsupportedError as error:
            if "triggers" not in error.message:
                raise
            self._listing = self._older
            self._load_older_page()

    def _load_older_page(self) -> None:
        try:
            super()._load_page()
        except UnsupportedError as error:
            if "triggers" not in error.message:
                raise
            raise missing_listing(self._entity) from error


def automation_key(automation: Automation) -> str:
    """Return the deduplication key of an automation."""
    return automation.id
