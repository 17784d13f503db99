# Generated from queries/_shared.graphql by `make generate`. Do not edit.

from typing import Optional

from ..base_model import BaseModel


class PageInfoFields(BaseModel):
    """Where a connection stands: the cursor of its last edge, and whether more follows."""

    end_cursor: Optional[str]
    has_next_page: bool
