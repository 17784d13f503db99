"""Sizes of groups: counted by the server for `group`, and here for every other column."""

from __future__ import annotations

from collections import Counter as Count
from typing import TYPE_CHECKING

import pytest
from runql_graphql.ops.runs import groups as ops

from runql.errors import UsageError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql import Api
    from runql.testing import Sandbox, SandboxUser


@pytest.fixture(scope="module")
def project(sandbox: Sandbox, user: SandboxUser) -> str:
    """A project with 30 runs, of which every third is in no group."""
    path = f"{user.entity}/grouped"
    with sandbox.api(user) as api:
        for index in range(30):
            group = f"g{index % 7}" if index % 3 else None
            api.create_run(path, run_id=f"r{index}", group=group, config={"algo": index % 2})
    return path


def sizes_of(api: Api, project: str, **filters: object) -> dict[object, int]:
    return dict(Count(run.group or None for run in api.runs(project, filters or None)))


def test_the_server_counts_groups(
    sandbox: Sandbox, user: SandboxUser, project: str, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        expected = sizes_of(api, project)
        chosen = {"config.algo": 1}
        some = sizes_of(api, project, **chosen)
        requests()
        assert api.runs(project).group_sizes() == expected
        assert dict(requests()) == {"ListRunGroups": 1}
        assert api.runs(project, chosen).group_sizes() == some
        assert api.runs(project, {"group": "none"}).group_sizes() == {}
        assert sum(expected.values()) == 30
        assert expected[None] == 10


def test_other_columns_and_parts_of_a_list_are_counted_here(
    sandbox: Sandbox, user: SandboxUser, project: str, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        requests()
        assert api.runs(project).group_sizes("config.algo") == {0: 15, 1: 15}
        assert dict(requests()) == {"ListRuns": 1}
        assert sum(api.runs(project, limit=10).group_sizes().values()) == 10
        assert dict(requests()) == {"ListRuns": 1}
        with pytest.raises(UsageError, match=r"config\.algos"):
            api.runs(project).group_sizes("config.algos")


async def test_async_sizes_are_the_same(sandbox: Sandbox, user: SandboxUser, project: str) -> None:
    with sandbox.api(user) as api:
        expected = sizes_of(api, project)
    async with sandbox.async_api(user) as api:
        assert await api.runs(project).group_sizes() == expected
        assert await api.runs(project).group_sizes("config.algo") == {0: 15, 1: 15}


def test_groups_come_in_pages(sandbox: Sandbox, user: SandboxUser, project: str) -> None:
    entity, name = project.split("/")
    with sandbox.api(user) as api:
        found: dict[object, int] = {}
        after = None
        while True:
            call = ops.list_run_groups(entity=entity, project=name, first=3, after=after)
            response = api._session.send(call)
            assert response.project is not None
            edges = getattr(response.project.grouped_runs, "edges")  # noqa: B009 - one of two kinds
            if not edges:
                break
            found |= {edge.node.group or None: edge.node.total_runs for edge in edges}
            after = edges[-1].cursor
        assert found == sizes_of(api, project)
