"""The demo has one of everything, and a project of the official client's example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import F, media
from runql.testing import Sandbox
from runql_sandbox.demo.world import fill, fill_training

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql import Api


@pytest.fixture(scope="module")
def demo() -> Iterator[Sandbox]:
    with Sandbox(demo=True) as served:
        yield served


@pytest.fixture(scope="module")
def api(demo: Sandbox) -> Iterator[Api]:
    with demo.api() as made:
        yield made


def test_two_projects_have_runs(api: Api) -> None:
    found = {project.name: len(project.runs()) for project in api.projects("sandbox")}
    assert found == {"mnist": 24, "vision": 14}


def test_the_sweep_is_finished_and_has_a_best_run(api: Api) -> None:
    (sweep,) = api.sweeps("sandbox/mnist")
    best = sweep.best_run()
    assert (sweep.state, sweep.run_count) == ("FINISHED", 24)
    assert best is not None
    assert api.artifact("sandbox/mnist/model:best").logged_by() == best


def test_histories_are_sparse_long_and_live(api: Api) -> None:
    run = api.run("sandbox/vision/vit-seed0")
    assert len(run.history(keys=["train/loss"], format="records")) == 100
    assert len(run.history(keys=["val/loss"], format="records")) == 10
    assert api.run("sandbox/vision/pretrain").history_line_count == 3000
    assert api.run("sandbox/vision/live").history_info().live_rows == 60
    assert api.run("sandbox/vision/broken").state == "crashed"


def test_runs_print_and_have_files_and_media(api: Api, tmp_path: Path) -> None:
    failed = api.runs("sandbox/mnist", F.state == "failed")[0]
    assert failed.console_logs(last=1)[0].level == "error"
    assert "weights/model.ckpt" in [file.name for file in api.run("sandbox/vision/train").files()]
    run = api.run("sandbox/vision/evaluate")
    kinds = {type(each.value) for each in run.media()}
    assert kinds == {media.Audio, media.Histogram, media.Html, media.Image, media.LoggedTable}
    assert run.table("predictions").columns == ("name", "score", "correct")
    assert len(run.download_media(root=tmp_path)) == 9


def test_a_model_in_the_registry_leads_to_its_data(api: Api, tmp_path: Path) -> None:
    model = api.artifact("wandb-registry-models/classifier:production", type="model")
    assert model.source_qualified_name == "sandbox/vision/classifier:v1"
    assert model.metadata["accuracy"] == 0.9
    samples = api.artifact("sandbox/vision/samples:latest")
    assert [run.id for run in samples.used_by()] == ["train", "evaluate"]
    assert len(list(samples.download(tmp_path).rglob("*.csv"))) == 3


def test_a_team_an_automation_and_a_report_are_there(api: Api) -> None:
    team = api.team("demo")
    assert [member.role for member in team.members] == ["admin", "member", "viewer", "member"]
    assert [invite.email for invite in team.invites] == ["guest@sandbox.invalid"]
    assert [each.name for each in api.automations("sandbox")] == ["high-loss"]
    (report,) = api.reports("sandbox/mnist")
    assert [len(each.runs()) for each in report.run_sets] == [21]


def test_filling_twice_changes_nothing(demo: Sandbox, api: Api) -> None:
    run = api.run("sandbox/mnist/demo0000")
    run.notes = "mine"
    run.update()
    fill(demo.base_url, demo.api_key, demo.entity)
    assert api.run("sandbox/mnist/demo0000").notes == "mine"
    assert (len(api.sweeps("sandbox/mnist")), len(api.reports("sandbox/mnist"))) == (1, 1)


def test_the_example_of_the_official_client_runs_on_its_own_names(
    demo: Sandbox, tmp_path: Path
) -> None:
    user = demo.create_user("entity")
    fill_training(demo.base_url, user.api_key, "entity", "project")
    with demo.api(user) as api:
        runs = api.runs(path="entity/project", filters={"state": "finished"})
        assert len(runs) == 21
        assert len(runs[0].history(keys=["loss", "accuracy"], format="records")) == 200
        assert (api.artifact("entity/project/model:v1").download(tmp_path) / "weights.bin").exists()
        best = api.sweeps("entity/project")[0].best_run()
        assert best is not None
        assert best.id == "demo0021"
