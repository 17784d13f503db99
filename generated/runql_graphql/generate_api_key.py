# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import ApiKeyFields


class GenerateApiKey(BaseModel):
    """Make another key for the user whose key is sent; the response is the only place that shows it."""

    generate_api_key: Optional["GenerateApiKeyGenerateApiKey"]


class GenerateApiKeyGenerateApiKey(BaseModel):
    api_key: Optional["GenerateApiKeyGenerateApiKeyApiKey"]


GenerateApiKeyGenerateApiKeyApiKey = ApiKeyFields
