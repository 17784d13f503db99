# Generated from queries/_shared.graphql by `make generate`. Do not edit.

from typing import Optional

from ..base_model import BaseModel


class PageInfoFields(BaseModel):
    """The cursor of a connection's last edge, and whether there are more edges."""

    end_cursor: Optional[str]
    has_next_page: bool
