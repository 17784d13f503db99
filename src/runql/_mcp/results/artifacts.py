"""Artifacts and lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from runql._display.counts import counted
from runql._mcp.results.base import Answer, PagedTable, cut_tail

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ArtifactLineage", "FoundArtifacts", "LineageItem"]


class FoundArtifacts(PagedTable):
    """Artifacts of a project, a collection or a run."""

    source: str = Field(description="Project, collection or run of the artifacts.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the last artifacts."""

        def fewer(share: float) -> bool:
            return self.cut_rows(share, "continue with `cursor`") > 0

        return [fewer]


class LineageItem(BaseModel):
    """An artifact or a run of a lineage."""

    number: int = Field(description="Number of the node in `edges`.")
    kind: str = Field(description="artifact or run.")
    path: str
    label: str
    type: str | None = None
    state: str | None = None


class ArtifactLineage(Answer):
    """The inputs of an artifact, and the artifacts created from it."""

    artifact: str
    complete: bool = Field(description="Whether the lineage contains all nodes within the depth.")
    nodes: list[LineageItem] = Field(description="Artifacts and runs, the nearest first.")
    edges: list[list[int]] = Field(description="[from, to]: data flowed from one node to another.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Remove the most distant nodes."""

        def nearer(share: float) -> bool:
            before = len(self.nodes)
            if not cut_tail(self.nodes, share, 1):
                return False
            kept = {node.number for node in self.nodes}
            self.edges = [edge for edge in self.edges if kept.issuperset(edge)]
            self.complete = False
            self.tell(
                "nodes",
                f"Left out: at least {counted(before - len(self.nodes), 'distant node')}; pass a smaller `depth` or a direction.",
            )
            return True

        return [nearer]
