"""Nodes and edges of a lineage graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["LineageEdge", "LineageNode"]


@dataclass(frozen=True, slots=True)
class LineageNode:
    """An artifact or a run.

    Attributes:
        id: Opaque id.
        kind: `artifact` or `run`.
        path: `entity/project/collection:v3`, or `entity/project/run_id`.
        label: Label to display: `collection:v3`, or the run's name.
        type: Type of the artifact, or job type of the run; None if not set.
        state: State of the run; None for artifacts.
    """

    id: str
    kind: Literal["artifact", "run"]
    path: str
    label: str
    type: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class LineageEdge:
    """A run created an artifact, or used one as input.

    Attributes:
        source: Id of the source node.
        target: Id of the target node.
    """

    source: str
    target: str
