# Generated from src/runql/_async/integrations/listing.py by `make generate`. Do not edit.

"""Lists of integrations."""

from __future__ import annotations

from typing import TypeVar

from runql._models.integrations import Integration, missing_integrations
from runql._sync._client.lister import Lister
from runql.errors import UnsupportedError

__all__ = ["Integrations"]

IntegrationT = TypeVar("IntegrationT", bound=Integration)


class Integrations(Lister[IntegrationT]):
    """Lazy list of an entity's integrations.

    Requests: One per page up to the last requested integration.
    """

    def _load_page(self) -> None:
        try:
            super()._load_page()
        except UnsupportedError as error:
            if "integrations" not in error.message:
                raise
            raise missing_integrations() from error
