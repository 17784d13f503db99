"""A graph of lineage is walked step by step, written as text, and drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from runql_graphql.fragments.lineage.graph import ArtifactNode
from runql_graphql.list_lineage_runs import ListLineageRuns

from runql._models.lineage.graph import Lineage
from runql._models.lineage.layout import layers
from runql._models.lineage.nodes import LineageEdge, LineageNode
from runql._models.lineage.walk import LineageWalk
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql_graphql.calls import Call

PROJECT = {"id": "P", "name": "p", "entityName": "e"}


def run(name: str) -> dict[str, Any]:
    return {"__typename": "Run", "id": f"r:{name}", "name": name, "displayName": name.upper(), "jobType": None, "state": "finished", "project": PROJECT}  # fmt: skip


def connection(
    nodes: list[dict[str, Any]], page: int = 200, after: str | None = None
) -> dict[str, Any]:
    start = int(after or 0)
    stop = start + page
    return {
        "edges": [{"cursor": node["id"], "node": node} for node in nodes[start:stop]],
        "pageInfo": {"endCursor": str(stop), "hasNextPage": stop < len(nodes)},
    }


class World:
    """Runs that make and use artifacts: `makes` and `uses` by run."""

    def __init__(
        self, makes: dict[str, list[str]], uses: dict[str, list[str]], page: int = 200
    ) -> None:
        self.makes, self.uses, self.page = makes, uses, page
        self.requested: list[list[str]] = []
        self.rests: list[str] = []

    def users(self, name: str, after: str | None = None) -> dict[str, Any]:
        users = [run(each) for each, used in self.uses.items() if name in used]
        return connection(users, self.page, after)

    def beside(self, names: list[str], after: str | None = None) -> dict[str, Any]:
        return connection([self.artifact(each) for each in names], self.page, after)

    def artifact(self, name: str) -> dict[str, Any]:
        makers = [each for each, made in self.makes.items() if name in made]
        return {
            "id": f"a:{name}",
            "versionIndex": 0,
            "artifactType": {"id": "T", "name": "dataset"},
            "artifactSequence": {"id": "S", "name": name, "project": PROJECT},
            "createdBy": run(makers[0]) if makers else None,
            "usedBy": self.users(name),
        }

    def response(self, names: list[str]) -> ListLineageRuns:
        self.requested.append(names)
        nodes = [
            {
                **run(name),
                "inputArtifacts": self.beside(self.uses.get(name, [])),
                "outputArtifacts": self.beside(self.makes.get(name, [])),
            }
            for name in names
        ]
        return ListLineageRuns.model_validate({"project": {"runs": connection(nodes)}})

    def rest(self, call: Call[Any]) -> Any:
        given: dict[str, Any] = dict(call.variables)
        after = given["after"]
        self.rests.append(call.operation.name)
        if call.operation.name == "ListLineageUsers":
            found = {"id": given["id"], "usedBy": self.users(given["id"][2:], after)}
            return call.operation.result_type().model_validate({"artifact": found})
        field, known = {
            "ListLineageInputs": ("inputArtifacts", self.uses),
            "ListLineageOutputs": ("outputArtifacts", self.makes),
        }[call.operation.name]
        name = given["run"]
        node = {"id": f"r:{name}", field: self.beside(known.get(name, []), after)}
        return call.operation.result_type().model_validate({"project": {"run": node}})

    def complete(self, walk: LineageWalk) -> None:
        while rests := walk.rests():
            for each in rests:
                walk.take(each, self.rest(each.call))

    def walk(self, root: str, **how: Any) -> Lineage:
        import json

        walk = LineageWalk(how.get("direction", "both"), how.get("depth"), how.get("limit", 1000))
        walk.start(ArtifactNode.model_validate(self.artifact(root)))
        self.complete(walk)
        while queries := walk.queries():
            names = [json.loads(str(q.variables["filters"]))["name"]["$in"] for q in queries]
            walk.advance([self.response(each) for each in names])
            self.complete(walk)
        return walk.result()


# raw -> prepare -> ds -> train -> model -> (eval1 -> report, eval2)
CHAIN = World(
    {"fetch": ["raw"], "prepare": ["ds"], "train": ["model"], "eval1": ["report"]},
    {"prepare": ["raw"], "train": ["ds"], "eval1": ["model"], "eval2": ["model"]},
)


def labels(graph: Lineage) -> set[str]:
    return {node.id for node in graph.nodes}


def test_the_whole_graph_is_found_with_a_question_per_step() -> None:
    CHAIN.requested.clear()
    graph = CHAIN.walk("ds")
    assert labels(graph) == {"a:raw", "a:ds", "a:model", "a:report", "r:fetch", "r:prepare", "r:train", "r:eval1", "r:eval2"}  # fmt: skip
    assert LineageEdge("r:train", "a:model") in graph.edges
    assert LineageEdge("a:ds", "r:train") in graph.edges
    assert graph.complete
    assert [sorted(each) for each in CHAIN.requested] == [
        ["prepare", "train"],
        ["eval1", "eval2", "fetch"],
    ]


def test_direction_and_depth_cut_the_graph() -> None:
    assert labels(CHAIN.walk("ds", direction="upstream")) == {
        "a:ds",
        "r:prepare",
        "a:raw",
        "r:fetch",
    }
    assert labels(CHAIN.walk("ds", depth=1)) == {"a:ds", "r:prepare", "a:raw", "r:train", "a:model"}
    assert labels(CHAIN.walk("model", direction="downstream", depth=0)) == {"a:model"}
    cut = CHAIN.walk("raw", limit=3)
    assert not cut.complete
    assert "incomplete" in repr(cut)


def test_a_circle_ends() -> None:
    world = World({"loop": ["a"]}, {"loop": ["a"]})
    graph = world.walk("a")
    assert labels(graph) == {"a:a", "r:loop"}
    assert len(graph.edges) == 2
    ET.fromstring(graph.to_svg())


def test_the_siblings_of_an_ancestor_are_not_asked_for() -> None:
    world = World({"make": ["a", "other"]}, {"make": ["in"]})
    assert "a:other" not in labels(world.walk("a"))


def test_many_neighbours_are_read_page_by_page() -> None:
    makes = {"make": [f"made{index}" for index in range(7)]}
    uses = {"make": [f"input{index}" for index in range(5)]}
    uses |= {f"user{index}": ["made0"] for index in range(6)}
    whole = World(makes, uses).walk("made0")
    world = World(makes, uses, page=2)
    paged = world.walk("made0")
    assert paged.complete
    assert labels(paged) == labels(whole)
    assert set(paged.edges) == set(whole.edges)
    assert len(paged.runs) == 7
    # The versions beside `make` that it made are asked for downstream alone: of `input0` and its like.
    assert world.rests.count("ListLineageUsers") == 2
    assert world.rests.count("ListLineageInputs") == 2
    down = World(makes, uses, page=2)
    assert labels(down.walk("input0", direction="downstream", depth=1)) == labels(
        World(makes, uses).walk("input0", direction="downstream", depth=1)
    )
    assert down.rests == ["ListLineageOutputs"] * 3
    cut = World(makes, uses, page=2).walk("made0", limit=4)
    assert not cut.complete
    assert len(cut.nodes) < len(paged.nodes)


def test_numbers_and_directions_are_checked() -> None:
    for how in ({"direction": "up"}, {"depth": -1}, {"limit": 0}):
        with pytest.raises(UsageError):
            CHAIN.walk("ds", **how)


def test_texts_name_every_node_and_edge_once() -> None:
    graph = CHAIN.walk("ds")
    mermaid, dot = graph.to_mermaid(), graph.to_graphviz()
    assert mermaid.startswith("flowchart LR\n")
    assert mermaid.count(" --> ") == dot.count(" -> ") == len(graph.edges)
    assert 'label="ds:v0\\ndataset"' in dot
    assert '(["TRAIN"])' in mermaid


def test_networkx_has_paths_and_attributes() -> None:
    graph = CHAIN.walk("ds").to_networkx()
    assert nx.has_path(graph, "e/p/raw:v0", "e/p/report:v0")
    assert graph.nodes["e/p/train"] == {
        "kind": "run",
        "label": "TRAIN",
        "type": None,
        "state": "finished",
    }


def test_names_are_escaped_in_every_writing() -> None:
    node = LineageNode("1", "artifact", "e/p/<x>", 'a"]|<b>\\', "t")
    graph = Lineage("1", (node,), ())
    assert ET.fromstring(graph.to_svg()) is not None
    assert 'label="a\\"]|<b>\\\\\\nt"' in graph.to_graphviz()
    line = graph.to_mermaid().splitlines()[1]
    assert line.count('"') == 2
    assert "<b>" not in line


def test_the_picture_goes_from_left_to_right_and_is_what_a_notebook_shows() -> None:
    graph = CHAIN.walk("ds")
    columns = layers(graph.nodes, graph.edges)
    assert all(columns[edge.source] < columns[edge.target] for edge in graph.edges)
    shown = graph._repr_mimebundle_()
    assert shown["text/plain"] == "<Lineage of e/p/ds:v0: 4 artifacts, 5 runs>"
    root = ET.fromstring(shown["image/svg+xml"])
    assert len(root.findall(".//{http://www.w3.org/2000/svg}rect")) == len(graph.nodes)
