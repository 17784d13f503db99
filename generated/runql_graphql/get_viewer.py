# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import ViewerFields


class GetViewer(BaseModel):
    """The user whose API key is sent; null when the key is unknown to the server."""

    viewer: Optional["GetViewerViewer"]


GetViewerViewer = ViewerFields
