"""Time to live of versions."""

from __future__ import annotations

from enum import Enum

__all__ = ["ArtifactTTL"]


class ArtifactTTL(Enum):
    """Values of `artifact.ttl` other than a duration."""

    INHERIT = 0
    """The team's default."""
