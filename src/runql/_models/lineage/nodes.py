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
        label: What to show: `collection:v3`, or the run's name.
        type: Type of the artifact, or job type of the run; None when it has none.
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
    """A run made an artifact, or took one as input.

    Attributes:
        source: Id of the node that the content came from.
        target: Id of the node that it went to.
    """

    source: str
    target: str
