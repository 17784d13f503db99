"""Use of a generated package: typed calls, sync and async, and their pages."""

from __future__ import annotations

import asyncio
import sys

from lab_queries.async_client import AsyncGraphQLClient
from lab_queries.best_runs import BestRuns, BestRunsProjectRunsEdgesNode
from lab_queries.client import GraphQLClient
from lab_queries.inputs import UpsertModelInput
from lab_queries.me import Me
from lab_queries.ops.lab import best_runs, describe_project, me
from runql import Api, AsyncApi
from runql.testing import Cassette, record, replay
from runql_graphql.fragments.accounts.users import UserFields
from typing import assert_type


def read(api: Api) -> list[str]:
    queries = GraphQLClient(api.graphql)
    found = queries.me()
    assert_type(found, Me)
    assert found.viewer is not None
    assert_type(found.viewer, UserFields)
    described = queries.describe_project(
        input=UpsertModelInput(name="lab", description=found.viewer.username)
    )
    assert described.upsert_model is not None
    first = api.graphql.send(best_runs(project="lab", size=2))
    assert_type(first, BestRuns)
    runs = api.graphql.pages(best_runs(project="lab", order="+created_at"), per_page=2)
    names: list[str] = []
    for run in runs:
        assert_type(run, BestRunsProjectRunsEdgesNode)
        assert run.user is not None
        config = run.config.value if run.config is not None else None
        assert isinstance(config, dict)
        names.append(f"{run.display_name} by {run.user.username} with {sorted(config)}")
    assert len(runs) == len(names)
    return names


async def read_async(api: AsyncApi) -> list[str]:
    queries = AsyncGraphQLClient(api.graphql)
    found = await queries.me()
    assert found.viewer is not None
    await api.graphql.send(
        describe_project(input=UpsertModelInput(name="lab", description=found.viewer.username))
    )
    await queries.best_runs(project="lab", size=2)
    runs = api.graphql.pages(best_runs(project="lab", order="+created_at"), per_page=2)
    return [
        f"{run.display_name} by {run.user.username} with {sorted(run.config.value)}"
        async for run in runs
        if run.user is not None and run.config is not None and isinstance(run.config.value, dict)
    ]


async def in_async_code(cassette: Cassette) -> list[str]:
    async with cassette.async_api() as api:
        assert (await api.graphql.send(me())).viewer is not None
        return await read_async(api)


def main(mode: str) -> None:
    tape = record("lab.json") if mode == "record" else replay("lab.json")
    with tape as cassette, cassette.api() as api:
        names = read(api)
        assert api.graphql.send(me()).viewer is not None
        assert asyncio.run(in_async_code(cassette)) == names
    print("\n".join(names))


main(sys.argv[1])
