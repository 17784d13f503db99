"""Projects and collections go with all that is theirs, and nothing of it turns up in what comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Artifact
from runql.automations import (
    DoNothing,
    OnCreateArtifact,
    OnLinkArtifact,
    OnRunState,
    RunEvent,
    Scope,
)
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api
    from runql.testing import Sandbox, SandboxUser


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        yield client


def content(name: str) -> Artifact:
    draft = Artifact(name, "dataset")
    draft.add(name, "file.txt")
    return draft


def test_a_project_takes_its_views_automations_and_links_along(api: Api, user: SandboxUser) -> None:
    run = api.create_run("going", run_id="maker")
    made = run.log_artifact(content("data"))
    api.create_run("staying", run_id="taker").use_artifact(made)
    made.link("staying/linked")
    api.create_report("going", "words")
    project = api.project("going")
    failed = RunEvent.state.in_(["failed"])
    api.create_automation(OnRunState(Scope.of(project), failed) >> DoNothing(), name="of-project")
    scope = Scope("ARTIFACT_COLLECTION", made.collection.id)
    api.create_automation(OnCreateArtifact(scope) >> DoNothing(), name="of-collection")
    kept = Scope.of(api.project("staying"))
    api.create_automation(OnRunState(kept, failed) >> DoNothing(), name="kept")
    project.delete()
    assert [each.name for each in api.automations(user.entity)] == ["kept"]
    assert api.artifact_collection("dataset", "staying/linked").artifacts().all() == []
    assert list(api.run("staying/taker").used_artifacts()) == []
    with pytest.raises(NotFoundError):
        api.reports("going").all()
    # The next project may get the number of the one that is gone.
    again = api.create_run("going", run_id="maker")
    assert api.reports("going").all() == []
    assert api.project("going").collections().all() == []
    assert again.log_artifact(content("data")).version == "v0"


def test_a_collection_takes_its_automations_and_links_along(api: Api, user: SandboxUser) -> None:
    run = api.create_run("collected", run_id="maker")
    made = run.log_artifact(content("source"))
    made.link("collected/portfolio", aliases=["best"])
    portfolio = api.artifact_collection("dataset", "collected/portfolio")
    source = api.artifact_collection("dataset", "collected/source")
    for name, collection in {"of-links": portfolio, "of-source": source}.items():
        event = OnLinkArtifact(Scope("ARTIFACT_COLLECTION", collection.id))
        api.create_automation(event >> DoNothing(), name=name)
    names = [each.name for each in api.automations(user.entity)]
    assert {"of-links", "of-source"} <= set(names)
    portfolio.delete()
    assert made.linked_artifacts == []
    assert api.artifact("collected/source:v0").digest == made.digest
    made.link("collected/portfolio")
    again = api.artifact_collection("dataset", "collected/portfolio")
    assert [each.version for each in again.artifacts()] == ["v0"]
    assert "best" not in again.aliases()
    source.delete()
    assert again.artifacts().all() == []
    left = [each.name for each in api.automations(user.entity)]
    assert not {"of-links", "of-source"} & set(left)
    assert list(run.logged_artifacts()) == []
