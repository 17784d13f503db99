"""Integrations of an entity: a lazy list."""

from __future__ import annotations

from typing import TypeVar

from runql._async._client.lister import AsyncLister
from runql._models.integrations import Integration, missing_integrations
from runql.errors import UnsupportedError

__all__ = ["AsyncIntegrations"]

IntegrationT = TypeVar("IntegrationT", bound=Integration)


class AsyncIntegrations(AsyncLister[IntegrationT]):
    """Integrations of an entity: a lazy list, complete across pages.

    Requests: One per page as far as the integrations requested reach.
    """

    async def _load_page(self) -> None:
        try:
            await super()._load_page()
        except UnsupportedError as error:
            if "integrations" not in error.message:
                raise
            raise missing_integrations() from error
