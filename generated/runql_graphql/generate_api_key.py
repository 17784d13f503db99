# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import ApiKeyFields


class GenerateApiKey(BaseModel):
    """Create an API key for the current user; only this response contains the whole key."""

    generate_api_key: Optional["GenerateApiKeyGenerateApiKey"]


class GenerateApiKeyGenerateApiKey(BaseModel):
    api_key: Optional["GenerateApiKeyGenerateApiKeyApiKey"]


GenerateApiKeyGenerateApiKeyApiKey = ApiKeyFields
