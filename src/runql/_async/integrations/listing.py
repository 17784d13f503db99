"""Lists of integrations."""

from __future__ import annotations

from typing import TypeVar

from runql._async._client.lister import AsyncLister
from runql._models.integrations import Integration, missing_integrations
from runql.errors import UnsupportedError

__all__ = ["AsyncIntegrations"]

IntegrationT = TypeVar("IntegrationT", bound=Integration)


class AsyncIntegrations(AsyncLister[IntegrationT]):
    """Lazy list of an entity's integrations.

    Requests: One per page up to the last requested integration.
    """

    async def _load_page(self) -> None:
        try:
            await super()._load_page()
        except UnsupportedError as error:
            if "integrations" not in error.message:
                raise
            raise missing_integrations() from error
