"""Lists of automations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql._async._client.lister import AsyncLister
from runql._async.automations.resource import AsyncAutomation
from runql._models.automations.base import missing_listing
from runql.errors import UnsupportedError

if TYPE_CHECKING:
    from runql._async._client.session import AsyncSession
    from runql._paging.pages import Listing

__all__ = ["AsyncAutomations"]


class AsyncAutomations(AsyncLister[AsyncAutomation]):
    """Lazy list of an entity's automations.

    Older servers list only the automations of projects; then a page is a page of projects.

    Requests: One per page up to the last requested automation; one more on an older server.
    """

    def __init__(
        self,
        session: AsyncSession,
        listing: Listing[Any, AsyncAutomation],
        older: Listing[Any, AsyncAutomation],
        entity: str,
    ) -> None:
        super().__init__(session, listing)
        self._older = older
        self._entity = entity

    async def _load_page(self) -> None:
        if self._listing is self._older:
            await self._load_older_page()
            return
        try:
            await super()._load_page()
        except UnsupportedError as error:
            if "triggers" not in error.message:
                raise
            self._listing = self._older
            await self._load_older_page()

    async def _load_older_page(self) -> None:
        try:
            await super()._load_page()
        except UnsupportedError as error:
            if "triggers" not in error.message:
                raise
            raise missing_listing(self._entity) from error


def automation_key(automation: AsyncAutomation) -> str:
    """Return the deduplication key of an automation."""
    return automation.id
