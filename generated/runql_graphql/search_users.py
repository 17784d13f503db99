# Generated from queries/accounts/users.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments._shared import PageInfoFields
from .fragments.accounts.users import AccountFields


class SearchUsers(BaseModel):
    """List users whose name or e-mail address begins with the query; requires a server administrator."""

    users: Optional["SearchUsersUsers"]


class SearchUsersUsers(BaseModel):
    edges: list["SearchUsersUsersEdges"]
    page_info: "SearchUsersUsersPageInfo"


class SearchUsersUsersEdges(BaseModel):
    cursor: str
    node: Optional["SearchUsersUsersEdgesNode"]


SearchUsersUsersEdgesNode = AccountFields
SearchUsersUsersPageInfo = PageInfoFields
