# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel


class DeleteApiKey(BaseModel):
    """Revoke an API key."""

    delete_api_key: Optional["DeleteApiKeyDeleteApiKey"]


class DeleteApiKeyDeleteApiKey(BaseModel):
    success: Optional[bool]
