# Generated from queries/integrations.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteIntegration(BaseModel):
    """Delete an integration."""

    delete_integration: Optional["DeleteIntegrationDeleteIntegration"]


class DeleteIntegrationDeleteIntegration(BaseModel):
    success: Optional[bool]
