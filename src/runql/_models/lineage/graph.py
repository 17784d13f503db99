"""A graph of artifacts and the runs between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from runql._display.counts import counted
from runql._models.lineage.drawing import svg_of
from runql._models.lineage.layout import layout_of
from runql.errors import MissingDependencyError

if TYPE_CHECKING:
    import networkx as nx

    from runql._models.lineage.nodes import LineageEdge, LineageNode
    from runql._plots.chart import Chart

__all__ = ["Direction", "Lineage"]

Direction: TypeAlias = Literal["both", "upstream", "downstream"]
"""Which side of a version to follow: the runs that created it, the runs that used it, or both."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """The artifacts and runs around an artifact version.

    The graph has the nodes that led to the version or used it. A notebook shows it as a diagram.

    Attributes:
        root: Id of the version that the graph was requested for.
        nodes: Artifacts and runs, the root first.
        edges: Edges from inputs to outputs.
        complete: Whether the graph has everything within the requested depth. False if `limit`
            was reached.
    """

    root: str
    nodes: tuple[LineageNode, ...]
    edges: tuple[LineageEdge, ...]
    complete: bool = True

    @property
    def artifacts(self) -> list[LineageNode]:
        """The artifacts of the graph."""
        return [node for node in self.nodes if node.kind == "artifact"]

    @property
    def runs(self) -> list[LineageNode]:
        """The runs of the graph."""
        return [node for node in self.nodes if node.kind == "run"]

    def to_networkx(self) -> nx.DiGraph[str]:
        """Return the graph as a networkx graph of paths.

        Nodes have the attributes `kind`, `label`, `type` and `state`.

        Raises:
            MissingDependencyError: If networkx is not installed.
        """
        try:
            import networkx as nx
        except ImportError as error:
            raise MissingDependencyError(
                "Lineage graphs in this form require the networkx package.",
                hint='Install it with: pip install "runql[networkx]"',
            ) from error
        graph: nx.DiGraph[str] = nx.DiGraph()
        paths = {node.id: node.path for node in self.nodes}
        for node in self.nodes:
            attributes: dict[str, Any] = {
                "kind": node.kind,
                "label": node.label,
                "type": node.type,
                "state": node.state,
            }
            graph.add_node(node.path, **attributes)
        graph.add_edges_from((paths[edge.source], paths[edge.target]) for edge in self.edges)
        return graph

    def to_mermaid(self) -> str:
        """Return the graph as Mermaid source, for Markdown.

        Runs are rounded, artifacts are boxes.
        """
        names = self._names()
        lines = ["flowchart LR"]
        for node in self.nodes:
            text = _mermaid_text(node)
            shape = f'(["{text}"])' if node.kind == "run" else f'["{text}"]'
            lines.append(f"    {names[node.id]}{shape}")
        lines += [f"    {names[edge.source]} --> {names[edge.target]}" for edge in self.edges]
        lines.append(f"    style {names[self.root]} stroke-width:3px")
        return "\n".join(lines) + "\n"

    def to_graphviz(self) -> str:
        """Return the graph in Graphviz's DOT language, for `dot`."""
        names = self._names()
        lines = ["digraph lineage {", "    rankdir=LR;"]
        for node in self.nodes:
            shape = "ellipse" if node.kind == "run" else "box"
            pen = ", penwidth=3" if node.id == self.root else ""
            lines.append(
                f"    {names[node.id]} [label={_quoted(_text(node))}, shape={shape}, "
                f"tooltip={_quoted(node.path)}{pen}];"
            )
        lines += [f"    {names[edge.source]} -> {names[edge.target]};" for edge in self.edges]
        return "\n".join([*lines, "}"]) + "\n"

    def to_svg(self) -> str:
        """Return the graph as an SVG drawing. No network and no library is needed."""
        return svg_of(self.nodes, self.edges, self.root)

    def plot(self, *, title: str | None = None) -> Chart:
        """Draw the graph as a chart, to save as SVG, PNG, PDF or HTML.

        `to_svg()` draws the graph without a library.

        Args:
            title: Title of the chart; None for the path of the root.
        """
        from runql._plots.lineage import lineage_chart

        layout = layout_of(self.nodes, self.edges)
        nodes: list[dict[str, object]] = [
            {
                "id": node.id,
                "kind": node.kind,
                "label": node.label,
                "detail": node.type or node.state,
                "path": node.path,
                "root": node.id == self.root,
            }
            for node in self.nodes
        ]
        edges = [(edge.source, edge.target) for edge in self.edges]
        shown = f"Lineage of {self.nodes[0].path}" if title is None else title
        return lineage_chart(nodes, edges, layout.places, layout.routes, shown)

    def _names(self) -> dict[str, str]:
        return {node.id: f"n{index}" for index, node in enumerate(self.nodes)}

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": repr(self), "image/svg+xml": self.to_svg()}

    def __repr__(self) -> str:
        cut = "" if self.complete else ", incomplete"
        counts = f"{counted(len(self.artifacts), 'artifact')}, {counted(len(self.runs), 'run')}"
        return f"<{type(self).__name__} of {self.nodes[0].path}: {counts}{cut}>"


def _text(node: LineageNode) -> str:
    return f"{node.label}\n{node.type}" if node.type else node.label


def _mermaid_text(node: LineageNode) -> str:
    from html import escape

    # Mermaid decodes HTML entities, and reads quotes and brackets as its own syntax.
    text = "<br/>".join(escape(line) for line in _text(node).split("\n"))
    return re.sub(
        r"[\[\]{}()#|`]", lambda found: f"&#{ord(found.group())};", text.replace("&#x27;", "'")
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
