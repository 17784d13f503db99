# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.accounts.users import ViewerFields


class GetViewer(BaseModel):
    """Get the user of the API key; null if the server does not know the key."""

    viewer: Optional["GetViewerViewer"]


GetViewerViewer = ViewerFields
