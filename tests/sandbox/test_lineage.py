"""Neighbors of a lineage node are served in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from runql_graphql.ops.lineage import graph as ops

from runql import Artifact
from runql.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runql_graphql.calls import Call

    from runql import Api
    from runql.testing import Sandbox, SandboxUser


def nodes(api: Api, call: Call[Any], read: Callable[[Any], Any]) -> Iterator[Any]:
    """Read a connection to its end, one node at a time."""
    more, after = True, None
    while more:
        found = read(api._session.send(call.replace(first=1, after=after)))
        assert len(found.edges) == 1
        yield found.edges[0].node
        more, after = found.page_info.has_next_page, found.page_info.end_cursor


def test_neighbours_are_read_page_by_page(sandbox: Sandbox, user: SandboxUser) -> None:
    names = ["0", "1", "2"]
    with sandbox.api(user) as api:
        maker, made = api.create_run("many", run_id="maker"), []
        for name in names:
            draft = Artifact(f"input{name}", "dataset")
            draft.add(name, "file.txt")
            maker.use_artifact(api.log_artifact(draft, "many"))
            draft = Artifact(f"output{name}", "dataset")
            draft.add(name, "file.txt")
            made.append(maker.log_artifact(draft))
        for name in names:
            api.create_run("many", run_id=f"user{name}").use_artifact(made[-1])
        position: dict[str, Any] = {"entity": user.entity, "project": "many", "run": "maker"}
        inputs = nodes(
            api,
            ops.list_lineage_inputs(**position),
            lambda found: found.project.run.input_artifacts,
        )
        outputs = nodes(
            api,
            ops.list_lineage_outputs(**position),
            lambda found: found.project.run.output_artifacts,
        )
        users = nodes(
            api, ops.list_lineage_users(id=made[-1].id), lambda found: found.artifact.used_by
        )
        assert [each.artifact_sequence.name for each in inputs] == [f"input{n}" for n in names]
        assert [each.artifact_sequence.name for each in outputs] == [f"output{n}" for n in names]
        assert [each.name for each in users] == [f"user{n}" for n in names]
        assert len(made[-1].lineage().nodes) == 8


def test_the_graph_of_the_server_is_the_one_that_is_walked(
    sandbox: Sandbox, user: SandboxUser
) -> None:
    with sandbox.api(user) as api:
        maker = api.create_run("walked", run_id="maker")
        raw = Artifact("raw", "dataset")
        raw.add(b"raw", "file.txt")
        maker.use_artifact(api.log_artifact(raw, "walked"))
        draft = Artifact("model", "model")
        draft.add(b"model", "file.txt")
        model = maker.log_artifact(draft)
        api.create_run("elsewhere", run_id="reader").use_artifact(model)
        found, walked = model.lineage_graph(), model.lineage()
        assert found.complete
        assert {(each.path, each.label, each.type, each.kind) for each in found.nodes} == {
            (each.path, each.label, each.type, each.kind) for each in walked.nodes
        }
        paths = {each.id: each.path for each in walked.nodes}
        assert {(each.source, each.target) for each in found.edges} == {
            (paths[each.source], paths[each.target]) for each in walked.edges
        }
        assert found.nodes[0].path == found.root == str(model.path)
        assert set(found.to_networkx().nodes) == set(walked.to_networkx().nodes)
        cut = model.lineage_graph(limit=2)
        assert (len(cut.nodes), cut.complete) == (2, False)
        with pytest.raises(UsageError, match="limit must be at least 1, got 0"):
            model.lineage_graph(limit=0)
    stranger = sandbox.create_user("lineage-stranger")
    with sandbox.api(stranger) as api, pytest.raises(NotFoundError):
        api.artifact(str(model.path))


async def test_async_graphs_are_the_same(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        draft = Artifact("alone", "model")
        draft.add(b"alone", "file.txt")
        made = api.create_run("async-graph", run_id="maker").log_artifact(draft)
        expected = made.lineage_graph()
        assert len(expected.nodes) == 2
    async with sandbox.async_api(user) as api:
        assert await (await api.artifact("async-graph/alone:v0")).lineage_graph() == expected
