"""Artifacts and lineage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from runql._mcp.answers.base import Answer, PagedTable, cut_tail

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ArtifactLineage", "FoundArtifacts", "LineageItem"]


class FoundArtifacts(PagedTable):
    """Artifacts of a project, a collection or a run."""

    source: str = Field(description="Project, collection or run that they belong to.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Leave out the last artifacts."""

        def fewer(share: float) -> bool:
            return self.cut_rows(share, "continue with `cursor`") > 0

        return [fewer]


class LineageItem(BaseModel):
    """An artifact or a run of a lineage."""

    number: int = Field(description="What `edges` call it.")
    kind: str = Field(description="artifact or run.")
    path: str
    label: str
    type: str | None = None
    state: str | None = None


class ArtifactLineage(Answer):
    """What an artifact was made from, and what was made of it."""

    artifact: str
    complete: bool = Field(description="Whether the lineage has everything within the depth.")
    nodes: list[LineageItem] = Field(description="Artifacts and runs, the nearest first.")
    edges: list[list[int]] = Field(description="[from, to]: content went from one node to another.")

    def reductions(self) -> list[Callable[[float], bool]]:
        """Leave out the farthest nodes."""

        def nearer(share: float) -> bool:
            before = len(self.nodes)
            if not cut_tail(self.nodes, share, 1):
                return False
            kept = {node.number for node in self.nodes}
            self.edges = [edge for edge in self.edges if kept.issuperset(edge)]
            self.complete = False
            self.tell(
                "nodes",
                f"At least {before - len(self.nodes)} farther nodes were left out: pass a smaller `depth` or a direction.",
            )
            return True

        return [nearer]
