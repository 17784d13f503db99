# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.accounts.users import ApiKeyFields


class ListApiKeys(BaseModel):
    """List the API keys of the current user, masked."""

    viewer: Optional["ListApiKeysViewer"]


class ListApiKeysViewer(BaseModel):
    id: str
    api_keys: Optional["ListApiKeysViewerApiKeys"]


class ListApiKeysViewerApiKeys(BaseModel):
    edges: list["ListApiKeysViewerApiKeysEdges"]
    page_info: "ListApiKeysViewerApiKeysPageInfo"


class ListApiKeysViewerApiKeysEdges(BaseModel):
    cursor: str
    node: Optional["ListApiKeysViewerApiKeysEdgesNode"]


ListApiKeysViewerApiKeysEdgesNode = ApiKeyFields
ListApiKeysViewerApiKeysPageInfo = PageInfoFields
