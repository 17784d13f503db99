"""Lists of the runs of an agent or of an artifact version behave as lists of a project, or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from runql import Api, Artifact
from runql.errors import FilterError, OrderError, UnknownKeyWarning, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql import Agent, Run
    from runql import Artifact as ArtifactDraft
    from runql.testing import Sandbox, SandboxUser

_CREATE_AGENT = """
mutation CreateAgent($sweep: String!, $entity: String, $project: String) {
  createAgent(input: {host: "host", sweep: $sweep, entityName: $entity, projectName: $project}) { agent { name } }
}
"""


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as made:
        yield made


@pytest.fixture
def project(tmp_path: Path) -> str:
    return tmp_path.name


def add_run(api: Api, project: str, summary: dict[str, object]) -> Run:
    run = api.create_run(project, config={"lr": 0.1})
    run.summary.update(summary)
    return run


@pytest.fixture
def version(api: Api, project: str) -> Any:
    draft: ArtifactDraft = Artifact("data", "dataset")
    draft.add(b"data", "file.txt")
    logged = api.log_artifact(draft, project)
    for loss in ({"min": 0.1}, {"min": 0.2}):
        add_run(api, project, {"loss": loss}).use_artifact(logged)
    return logged


@pytest.fixture
def agent(api: Api, project: str, user: SandboxUser) -> Agent:
    sweep = api.create_sweep(
        {"method": "random", "parameters": {"lr": {"values": [0.1]}}}, path=project
    )
    variables = {"sweep": sweep.id, "entity": user.entity, "project": project}
    api.graphql.execute(_CREATE_AGENT, variables, mutation=True)
    return next(iter(sweep.agents()))


@pytest.mark.parametrize(
    ("given", "length", "said"),
    [
        ({"filters": {"config.rl": 0.1}}, 0, "'config.rl' of the filter"),
        ({"filters": {"config.lr": "x"}}, 0, "values of the type number"),
        ({"order": "-config.rl"}, 2, "'config.rl' of the order"),
        ({"fields": ["config.rl"]}, 2, "'config.rl' of fields="),
    ],
    ids=str,
)
def test_users_of_a_version_warn_about_unknown_keys(
    version: Any, given: dict[str, Any], length: int, said: str
) -> None:
    with pytest.warns(UnknownKeyWarning, match=said):
        assert len(version.used_by(**given)) == length


def test_users_of_several_projects_are_not_checked(api: Api, version: Any, project: str) -> None:
    add_run(api, f"{project}-other", {}).use_artifact(version)
    assert len(version.used_by({"config.rl": 0.1})) == 0


def test_users_of_a_version_name_aggregates(version: Any) -> None:
    with pytest.raises(FilterError, match=r"summary_metrics\.loss\.min"):
        version.used_by({"summary_metrics.loss": {"$lt": 1}}).all()
    with pytest.raises(OrderError, match=r"summary_metrics\.loss\.min"):
        version.used_by(order="-summary_metrics.loss").all()
    assert len(version.used_by({"summary_metrics.loss.min": {"$lt": 0.15}})) == 1


def test_runs_of_an_agent_can_be_ordered_by_a_metric(agent: Agent) -> None:
    assert agent.runs(order="-summary_metrics.loss", fields=[]).all() == []


def test_histories_of_related_lists_are_refused(version: Any, agent: Agent) -> None:
    for runs in (version.used_by(), agent.runs()):
        with pytest.raises(UsageError, match=r"require a list of api\.runs\(\)") as refused:
            runs.histories(["loss"])
        assert '"$in": [run.id for run in runs]' in str(refused.value)
        with pytest.raises(UsageError, match=r"require a list of api\.runs\(\)"):
            runs.curves("loss")
        with pytest.raises(UsageError, match=r"require a list of api\.runs\(\)"):
            runs.stitch(["loss"])
        assert not runs._buffer.bounds


def test_users_of_a_version_have_no_project_in_common(version: Any) -> None:
    with (
        pytest.warns(DeprecationWarning, match=r"Use run\.entity"),
        pytest.raises(AttributeError, match="several projects"),
    ):
        _ = version.used_by().entity
