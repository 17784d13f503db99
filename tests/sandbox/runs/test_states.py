"""States that clients set, and runs that are deleted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql.errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.testing import Sandbox, SandboxUser

SET = """mutation M($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }"""


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


def send(sandbox: Sandbox, user: SandboxUser, query: str, given: dict[str, Any]) -> None:
    httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": query, "variables": {"input": given}},
        auth=("api", user.api_key),
    ).raise_for_status()


@pytest.mark.parametrize(
    ("before", "wanted", "allowed"),
    [
        ("running", "failed", True),
        ("pending", "failed", True),
        ("failed", "failed", False),
        ("finished", "failed", False),
        ("running", "pending", True),
        ("crashed", "pending", True),
        ("failed", "pending", True),
        ("preempted", "pending", True),
        ("finished", "pending", False),
        ("pending", "pending", False),
        ("running", "finished", False),
    ],
)
def test_a_state_follows_only_some(
    api: Api, sandbox: Sandbox, user: SandboxUser, before: str, wanted: Any, allowed: bool
) -> None:
    run = api.create_run("states")
    send(sandbox, user, SET, {"id": run.storage_id, "state": before})
    if allowed:
        assert run.update_state(wanted)
        assert api.run(f"states/{run.id}").state == wanted
        return
    words = f"invalid state transition from {before} to {wanted}"
    with pytest.raises(InvalidInputError, match=words):
        run.update_state(wanted)
    assert api.run(f"states/{run.id}").state == before


def test_the_state_of_a_run_of_a_sweep_stays(api: Api, sandbox: Sandbox, user: SandboxUser) -> None:
    config = {"method": "random", "parameters": {"a": {"min": 0, "max": 1}}}
    sweep = api.create_sweep(config, "states")
    run = api.create_run("states")
    send(sandbox, user, SET, {"id": run.storage_id, "sweep": sweep.id})
    with pytest.raises(InvalidInputError, match="sweep"):
        run.update_state("failed")


def test_deleting_a_deleted_run_is_no_error(api: Api, user: SandboxUser) -> None:
    run = api.create_run("deleted-twice", run_id="r")
    version = run.log_artifact(__file__, name="weights", type="model")
    run.delete()
    assert version.name in [each.name for each in api.artifacts("model", "deleted-twice/weights")]
    # The second time, the versions of the run may go too.
    run.delete(delete_artifacts=True)
    assert list(api.artifacts("model", "deleted-twice/weights")) == []
    assert [each.id for each in api.undelete_runs("deleted-twice", ["r"])] == ["r"]
    with pytest.raises(NotFoundError):
        api.run("deleted-twice/other")
