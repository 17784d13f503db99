"""Notebook display of objects: everything that is loaded, without a request."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from runql import Api, Artifact, AsyncApi
from runql._transfer._engine import progress
from runql.automations import OnRunState, RunEvent, SendWebhook
from runql.errors import WaitTimeoutError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

NAME = "<script>alert(1)</script>"
LOG = """
import wandb
for number in range(3):
    config = {"lr": 0.1, "net": {"kind": "<b>"}}
    with wandb.init(project="shown", id=f"run{number}", name="<script>alert(1)</script>", config=config) as run:
        for step in range(100):
            run.log({"loss": 1 / (step + 1), "text": "<i>"})
"""


@pytest.fixture(scope="module")
def path(official: Official, user: SandboxUser) -> str:
    official(LOG)
    return f"{user.entity}/shown"


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, path: str) -> Iterator[Api]:
    with sandbox.api(user) as api:
        yield api


def html(shown: Any) -> str:
    """The HTML of an object, which is well formed and has no scripts."""
    found: str = shown._repr_html_()
    ET.fromstring(found)
    assert "<script" not in found
    return found


def test_a_list_shows_its_first_rows_once_they_are_loaded(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    runs = api.runs(path)
    assert repr(runs) == f"<Runs of {path}: not loaded>"
    assert "Not loaded." in html(runs)
    assert requests() == {}
    assert len(runs) == 3
    requests()
    shown = html(runs)
    assert shown.count("&lt;script&gt;alert(1)") == 3
    assert shown.count(f'href="{runs[0].url}"') == 1
    assert ">loss<" in shown
    assert "3 of 3 shown" in shown
    assert repr(runs) == f"<Runs of {path}: 3 loaded, complete>"
    assert requests() == {}


def test_a_run_shows_config_summary_and_the_metrics_that_were_read(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    run = api.run(f"{path}/run0")
    requests()
    shown = html(run)
    assert "net.kind" in shown
    assert "&lt;b&gt;" in shown
    assert "finished" in shown
    assert "<polyline" not in shown
    assert requests() == {}
    run.history()
    requests()
    shown = html(run)
    assert shown.count("<polyline") == 1
    assert 'aria-label="from 1 to 0.01' in shown
    assert requests() == {}
    run.refresh()
    assert "<polyline" not in html(run)


def test_documents_that_were_left_out_are_not_loaded_to_be_shown(
    api: Api, path: str, requests: Callable[[], Counter[str]]
) -> None:
    light = api.runs(path, fields=["name"])[0]
    partial = api.runs(path, fields=["config.lr", "summary.loss"])[0]
    requests()
    assert "config <span" in html(light)
    assert "not loaded; run.load(&#x27;config&#x27;) loads it" in html(light)
    assert "only the keys that were requested" in html(partial)
    assert "only the keys" in html(partial)
    assert partial.config["lr"] == 0.1
    partial.config["lr"] = 7
    partial.name = "other"
    shown = html(partial)
    assert ">7<" in shown
    assert ">other<" in shown
    html(partial.summary)
    assert requests() == {}


def test_every_kind_of_object_is_shown_without_a_request(
    api: Api, path: str, user: SandboxUser, requests: Callable[[], Counter[str]]
) -> None:
    draft = Artifact("data", "dataset", description=NAME, metadata={"a": {"b": NAME}})
    with draft.new_file("a <b>.txt") as file:
        file.write("x" * 1500)
    artifact = api.run(f"{path}/run0").log_artifact(draft)
    sweep = api.create_sweep(
        {"method": "random", "name": NAME, "parameters": {"lr": {"values": [1, 2]}}}, path
    )
    project = api.project(path)
    objects: list[tuple[object, str]] = [
        (api, api.settings.base_url),
        (project, "shown"),
        (sweep, "parameters (1)"),
        (artifact, "data:v0"),
        (api.viewer, user.entity),
        (api.run(f"{path}/run0").files().all()[0], "size"),
        (api.create_report(path, NAME, description="<b>", draft=False), "blocks"),
    ]
    lists: list[tuple[Any, str]] = [
        (api.projects(user.entity), "shown"),
        (api.sweeps(path), "random"),
        (artifact.files(), "a &lt;b&gt;.txt"),
        (api.run(f"{path}/run0").files(), "config.yaml"),
        (api.reports(path), "&lt;script&gt;"),
        (api.artifacts("dataset", f"{path}/data"), "1.5 kB"),
        (api.artifact_types(path), "dataset"),
        (api.run(f"{path}/run0").logged_artifacts(), "data"),
    ]
    assert all("ot loaded" in repr(each) for each, _ in lists)
    for each, _ in lists:
        each[0]
    requests()
    for each, part in [*objects, *lists]:
        assert part in html(each), each
        assert "\n" not in repr(each)
    assert requests() == {}
    assert user.api_key not in html(api)


def test_what_belongs_to_teams_is_shown_without_a_request(
    sandbox: Sandbox, user: SandboxUser, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        team = api.create_team("shown-team")
        registry = api.create_registry(
            "cards",
            organization="sandbox-org",
            visibility="restricted",
            artifact_types=["model"],
            description=NAME,
        )
        hook = api.create_webhook_integration("<hook>", "http://127.0.0.1:9/x")
        project = api.create_project("shown-automation", user.entity)
        automation = api.create_automation(
            OnRunState(project, RunEvent.state == "finished") >> SendWebhook(hook.id), name="<rule>"
        )
        sweep = api.create_sweep(
            {"method": "random", "parameters": {"lr": {"values": [1, 2]}}},
            f"{user.entity}/shown-automation",
        )
        objects = [
            (team, "shown-team"),
            (registry, "&lt;script&gt;"),
            (automation, "&lt;rule&gt;"),
            (sweep, "random"),
        ]
        requests()
        for each, part in objects:
            assert part in html(each), each
            assert "\n" not in repr(each)
        assert requests() == {}


def test_results_about_many_runs_are_tables(api: Api, path: str) -> None:
    runs = api.runs(path)
    curves = runs.curves("loss", grid=20)
    assert "10 of 20 rows shown" in html(curves)
    table = runs.group_by("config.lr").aggregate({"summary.loss": ["mean", "std"]})
    assert "0.010 ± 0.000" in html(table)
    assert "rows dropped" in html(runs.stitch(["loss"]))
    assert "kind" in html(runs[0].diff(runs[1]))
    assert "10 of 100 rows shown" in html(runs[0].history(["loss"], format="records"))
    assert "not loaded" in html(runs.histories(["loss"]))
    assert "not loaded" in html(runs[0].scan_history(["loss"]))


def test_bulk_edits_and_waits_show_bars_in_notebooks(
    sandbox: Sandbox,
    user: SandboxUser,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ipython = ModuleType("IPython")
    ipython.get_ipython = lambda: SimpleNamespace(kernel=object())  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setattr(progress, "_NOTEBOOK_DELAY", 0.0)
    with sandbox.api(user) as api:
        for name in ("waits", "other"):
            api.create_run("bars", run_id=name)
        runs = api.runs("bars")
        runs.modify(add_tags=["x"])
        assert "runs changed:" in capsys.readouterr().out
        runs[0].notes = "edited"
        runs.update()
        assert "runs saved:" in capsys.readouterr().out
        with pytest.raises(WaitTimeoutError):
            api.run("bars/waits").wait_until_finished(timeout=0.5, poll=0.1)
        assert "checks of waits" in capsys.readouterr().out
        runs.delete(dry_run=False)
        assert "runs deleted:" in capsys.readouterr().out


async def test_async_objects_are_shown_alike(
    sandbox: Sandbox, user: SandboxUser, path: str, requests: Callable[[], Counter[str]]
) -> None:
    async with AsyncApi(user.api_key, base_url=sandbox.base_url) as api:
        runs = api.runs(path)
        assert "Not loaded." in html(runs)
        assert repr(runs) == f"<AsyncRuns of {path}: not loaded>"
        await runs
        run = await runs.get(0)
        await run.history(["loss"])
        requests()
        assert "3 of 3 shown" in html(runs)
        assert "<polyline" in html(run)
        assert html(api)
        assert requests() == {}
    with sandbox.api(user) as synchronous:
        same = synchronous.runs(path)
        first = same[0]
        assert html(same) == html(runs)
        first.history(["loss"])
        assert html(first) == html(run)
