"""Properties that send requests send them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Api, Artifact
from tests.counting import Counting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql.testing import Sandbox, SandboxUser


@pytest.fixture
def transport() -> Counting:
    return Counting()


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, transport: Counting) -> Iterator[Api]:
    with Api(user.api_key, base_url=sandbox.base_url, transport=transport) as api:
        yield api


def test_a_sweep_is_requested_once_for_the_runs_of_a_list(
    api: Api, transport: Counting, user: SandboxUser
) -> None:
    path = f"{user.entity}/sweep-requests"
    plan = {"method": "grid", "parameters": {"x": {"values": [1, 2, 3]}}}
    made = [api.create_run(path) for _ in range(6)]
    for part in (made[:3], made[3:]):
        api.create_sweep(plan, path, prior_runs=[run.id for run in part])
    transport.seen.clear()
    runs = api.runs(path, per_page=2)
    names = [run.sweep.id if run.sweep else None for run in runs]
    assert len(set(names)) == 2
    assert None not in names
    assert transport.seen.count("GetSweep") == 2
    assert runs[0].sweep is runs[0].sweep
    runs[0].refresh()
    _ = runs[0].sweep
    assert transport.seen.count("GetSweep") == 3


def test_the_viewer_is_requested_again_after_a_change(
    api: Api, transport: Counting, user: SandboxUser
) -> None:
    assert api.viewer.username == api.viewer.username
    assert transport.seen == ["GetViewer"]
    api.create_run(f"{user.entity}/viewer-requests")
    _ = api.viewer
    assert transport.seen.count("GetViewer") == 2


def test_the_collection_of_a_version_is_one_object_to_edit(
    api: Api, transport: Counting, user: SandboxUser
) -> None:
    draft = Artifact("weights", "model")
    draft.add("x", "x.txt")
    version = api.log_artifact(draft, f"{user.entity}/collection-requests")
    transport.seen.clear()
    version.collection.description = "edited"
    version.collection.save()
    assert version.collection.description == "edited"
    assert version.linked_artifacts == version.linked_artifacts == []
    assert transport.seen.count("ListArtifactMemberships") == 1
    assert len([each for each in transport.seen if "Collection" in each]) <= 4
