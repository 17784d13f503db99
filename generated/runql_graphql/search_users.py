# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.accounts.users import AccountFields


class SearchUsers(BaseModel):
    """Users whose name or address begins with the query; for administrators of the server."""

    users: Optional["SearchUsersUsers"]


class SearchUsersUsers(BaseModel):
    edges: list["SearchUsersUsersEdges"]
    page_info: "SearchUsersUsersPageInfo"


class SearchUsersUsersEdges(BaseModel):
    cursor: str
    node: Optional["SearchUsersUsersEdgesNode"]


SearchUsersUsersEdgesNode = AccountFields
SearchUsersUsersPageInfo = PageInfoFields
