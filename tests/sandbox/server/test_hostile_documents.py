"""Configs and media that nobody means: stored or refused, never an internal error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser


UPSERT = "mutation($i: UpsertBucketInput!) { upsertBucket(input: $i) { bucket { id } } }"
SHARED = {"x-wandb-use-async-filestream": "true", "x-wandb-async-client-id": "writer"}


@pytest.fixture(scope="module")
def http(sandbox: Sandbox, user: SandboxUser) -> Iterator[httpx.Client]:
    auth = ("api", user.api_key)
    with httpx.Client(base_url=sandbox.base_url, auth=auth, timeout=60) as client:
        made = {"i": {"modelName": "p", "name": "r"}}
        client.post("/graphql", json={"query": UPSERT, "variables": made}).raise_for_status()
        yield client


@pytest.mark.parametrize("value", ["1", "true", '"x"', "[1]"])
@pytest.mark.parametrize("section", ['{"value": %s}', '{"value": {"e": %s, "m": %s}}'])
def test_the_sdks_section_of_a_config_may_have_any_value(
    http: httpx.Client, section: str, value: str
) -> None:
    config = '{{"_wandb": {}}}'.format(section.replace("%s", value))
    name = f"odd-{section.count('%s')}-{value.strip('[]')}"
    given = {"i": {"modelName": "p", "name": name, "config": config}}
    for headers in ({}, SHARED):
        answer = http.post("/graphql", json={"query": UPSERT, "variables": given}, headers=headers)
        assert answer.status_code == 200, answer.text[:300]


@pytest.mark.parametrize(
    "point",
    [
        *(f'{{"run_id": "r", "step": {each}}}' for each in ("1e999", "NaN", "-Infinity", 2**63)),
        '{"run_id": 9223372036854775808, "step": 1}',
        '{"run_id": {}, "step": 1}',
    ],
)
def test_odd_branch_points_are_refused(http: httpx.Client, point: str) -> None:
    config = f'{{"_wandb": {{"value": {{"branch_point": {point}}}}}}}'
    given = {"i": {"modelName": "p", "name": "branch", "config": config}}
    answer = http.post("/graphql", json={"query": UPSERT, "variables": given})
    assert answer.status_code == 400, answer.text[:300]
    assert "forked" in answer.json()["errors"][0]["message"]


def test_a_run_with_odd_media_is_forked(http: httpx.Client, user: SandboxUser) -> None:
    media = json.dumps({"_step": 0, "a": {"_type": "images/separated", "filenames": 1, "path": []}})
    made = {"i": {"modelName": "p", "name": "odd-media"}}
    http.post("/graphql", json={"query": UPSERT, "variables": made}).raise_for_status()
    files = {"wandb-history.jsonl": {"offset": 0, "content": [media]}}
    stream = f"/files/{user.entity}/p/odd-media/file_stream"
    http.post(stream, json={"files": files}).raise_for_status()
    config = '{"_wandb": {"value": {"branch_point": {"run_id": "odd-media", "step": 1}}}}'
    given = {"i": {"modelName": "p", "name": "forked-media", "config": config}}
    answer = http.post("/graphql", json={"query": UPSERT, "variables": given})
    assert answer.status_code == 200, answer.text[:300]
