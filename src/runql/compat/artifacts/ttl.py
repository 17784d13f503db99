"""How long versions are kept."""

from __future__ import annotations

from enum import Enum

__all__ = ["ArtifactTTL"]


class ArtifactTTL(Enum):
    """What `artifact.ttl` can be set to next to a length of time."""

    INHERIT = 0
    """The team's rule."""
