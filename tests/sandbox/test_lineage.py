"""What lies beside a node of lineage is served a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runql_graphql.ops.lineage import graph as ops

from runql import Artifact

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
