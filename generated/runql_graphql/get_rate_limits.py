# Generated from queries/server.graphql by `make generate`. Do not edit.

from typing import Optional

from .base_model import BaseModel
from .fragments.server import RateLimitFields


class GetRateLimits(BaseModel):
    """Get the rate limits of the viewer's default entity."""

    viewer: Optional["GetRateLimitsViewer"]


class GetRateLimitsViewer(BaseModel):
    id: str
    default_entity: Optional["GetRateLimitsViewerDefaultEntity"]


class GetRateLimitsViewerDefaultEntity(BaseModel):
    id: str
    name: str
    rate_limits: Optional["GetRateLimitsViewerDefaultEntityRateLimits"]


GetRateLimitsViewerDefaultEntityRateLimits = RateLimitFields
