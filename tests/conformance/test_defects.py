"""Defects of the official client 0.31.0, by number, and what shows that runql does it right.

| number | defect of wandb | here, or where |
|---|---|---|
| 1 | wrong contents after `download(skip_cache=True)` | here |
| 2 | config decoded twice, and sent back damaged | here |
| 3 | `artifacts(tags=)` loses results | here |
| 4 | corrupted downloads accepted and kept | `transfer/test_artifact_download.py` |
| 5 | one run without a user breaks the listing | here |
| 6 | integrations end at the first page without a match | `_async/test_integrations.py` |
| 7 | waiting for a killed run never ends | here |
| 8 | the best run: oldest without a metric, orders dropped | `_async/test_sweeps.py` |
| 9 | `scan_history` costs grow with step numbers | here |
| 10 | a request for each item of a list | here |
| 11 | nested loops and threads disturb each other | `pure/paging/test_lister.py` |
| 12 | `len` sends requests, `per_page` is ignored | here |
| 13 | a timeout hides its cause | here |
| 14 | a stale summary after loading again | here |
| 15 | `history_keys` fails for listed runs | here |
| 16 | the summary is no mapping | here |
| 17 | `KeyError` for a missing team, and one that may not be made | here, `test_denied_defects.py` |
| 18 | `create_missing` fails, `fetch_existing` ignores the entity | here |
| 19 | a project without a user breaks, and a run queue's links | here, `test_denied_defects.py` |
| 20 | negative and open slices | `pure/paging/test_lister.py` |
| 21 | a folder for each run, caches never validated, limits ignored | here, `pure/history/test_cache.py`, `_async/test_client_session.py` |
| 22 | an expired address of a file is not asked for again, denied aliases are misread | `test_denied_defects.py`, `transfer/test_artifact_download.py` |
| 23 | other exceptions than documented | here |
| 24 | one unknown automation breaks the listing | here |
| 25 | deleted keys listed, mutations sent twice | here, `_async/test_client_session.py` |
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from runql import Api, Artifact, RetryPolicy, RunState, Settings
from runql.automations import DoNothing, OnRunState, RunEvent
from runql.errors import (
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    RunQLError,
    ServerError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runql.testing import Sandbox, SandboxUser

ELSEWHERE = {
    4: ("transfer/test_artifact_download.py", "test_a_file_that_is_damaged_for_good_is_named"),
    6: ("_async/test_integrations.py", "test_one_kind_is_complete_across_pages"),
    8: ("_async/test_sweeps.py", "test_a_sweep_without_a_metric_gives_its_newest_run"),
    11: ("pure/paging/test_lister.py", "test_nested_loops_do_not_disturb_each_other"),
    20: ("pure/paging/test_lister.py", "test_every_index_and_slice_means_what_it_means_for_a_list"),
    21: (
        "pure/history/test_cache.py",
        "test_a_second_reading_asks_only_whether_the_file_is_the_same",
    ),
    22: ("transfer/test_artifact_download.py", "test_an_expired_address_is_asked_for_anew"),
    25: ("_async/test_client_session.py", "test_a_mutation_is_sent_again_only_if_it_cannot_have"),
}


class Watched:
    """A proxy of a sandbox that counts operations, and can change responses.

    Attributes:
        sent: Operations by name.
        change: Changes the data of a response.
        status: The status of the response, instead of forwarding requests.
    """

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()
        self.change: Callable[[Any], None] | None = None
        self.status: int | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.method != "POST":
            return httpx.get(str(request.url), headers=request.headers, timeout=60)
        body = json.loads(request.content)
        name = body.get("operationName") or body.get("query", "").split("(")[0]
        self.sent[name] += 1
        if self.status is not None:
            return httpx.Response(self.status, json={"errors": [{"message": "out of order"}]})
        headers = {"Authorization": request.headers["authorization"]}
        answer = httpx.post(str(request.url), json=body, headers=headers, timeout=60)
        result = answer.json()
        if self.change is not None:
            self.change(result)
        return httpx.Response(answer.status_code, json=result)


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
def api(sandbox: Sandbox, user: SandboxUser, watched: Watched) -> Iterator[Api]:
    settings = Settings(
        api_key=user.api_key,
        base_url=sandbox.base_url,
        entity=user.entity,
        retry=RetryPolicy(max_attempts=2, first_wait=0.01),
    )
    with Api(settings=settings, transport=httpx.MockTransport(watched)) as client:
        yield client


def log_rows(sandbox: Sandbox, user: SandboxUser, path: str, rows: list[dict[str, Any]]) -> None:
    chunk = {"offset": 0, "content": [json.dumps(each) for each in rows]}
    answer = httpx.post(
        f"{sandbox.base_url}/files/{user.entity}/{path}/file_stream",
        json={"files": {"wandb-history.jsonl": chunk}},
        auth=("api", user.api_key),
    )
    answer.raise_for_status()


def graphql(sandbox: Sandbox, user: SandboxUser, query: str, **variables: object) -> None:
    answer = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": query, "variables": variables},
        auth=("api", user.api_key),
    )
    assert "errors" not in answer.json(), answer.text


@pytest.mark.parametrize("number", sorted(ELSEWHERE))
def test_what_is_tested_elsewhere_is_there(number: int) -> None:
    file, name = ELSEWHERE[number]
    text = (Path(__file__).parents[1] / file).read_text(encoding="utf-8")
    assert re.search(rf"def {name}", text)


def test_defect_01_files_are_right_after_a_download_without_the_cache(
    api: Api, tmp_path: Path
) -> None:
    draft = Artifact("right", "dataset")
    for number in range(20):
        draft.add(f"content {number:02}", f"{number}.txt")
    logged = api.log_artifact(draft, "downloads")
    logged.download(tmp_path / "first", skip_cache=True)
    logged.download(tmp_path / "second")
    for folder in ("first", "second"):
        texts = [(tmp_path / folder / f"{number}.txt").read_text() for number in range(20)]
        assert texts == [f"content {number:02}" for number in range(20)]


def test_defect_02_a_config_is_decoded_once_and_sent_back_whole(
    api: Api, sandbox: Sandbox, user: SandboxUser
) -> None:
    whole = {
        "length": {"value": {"value": 3, "unit": "s"}},
        "_wandb": {"value": {"cli_version": "0.31.0"}},
    }
    query = 'mutation($c:JSONString){upsertBucket(input:{modelName:"decoded",name:"r",config:$c}){bucket{id}}}'
    graphql(sandbox, user, query, c=json.dumps(whole))
    for run in (api.run("decoded/r"), next(iter(api.runs("decoded")))):
        run.load()
        assert run.config == {"length": {"value": 3, "unit": "s"}}
        assert run.raw_config["_wandb"] == {"value": {"cli_version": "0.31.0"}} or (
            run.raw_config["_wandb"] == {"cli_version": "0.31.0"}
        )
    run.config["more"] = 1
    run.update()
    again = api.run("decoded/r")
    assert again.config == {"length": {"value": 3, "unit": "s"}, "more": 1}
    assert json.loads(again.json_config)["_wandb"] == whole["_wandb"]


def test_defect_03_versions_with_a_tag_are_found_on_every_page(api: Api) -> None:
    for number in range(9):
        draft = Artifact("tagged", "dataset")
        draft.add(str(number), "number.txt")
        api.log_artifact(draft, "tags", tags=["wanted"] if number == 7 else [])
    found = api.artifacts("dataset", "tags/tagged", tags=["wanted"], per_page=3)
    assert len(found) == 1
    assert [each.version for each in found] == ["v7"]


def test_defect_05_a_run_without_a_user_is_listed(api: Api, watched: Watched) -> None:
    for number in range(3):
        api.create_run("nobody", run_id=f"r{number}")

    def without_user(result: Any) -> None:
        edges = result["data"]["project"]["runs"]["edges"]
        edges[1]["node"]["user"] = None

    watched.change = without_user
    runs = list(api.runs("nobody", order="+created_at"))
    assert [run.id for run in runs] == ["r0", "r1", "r2"]
    assert [run.user is None for run in runs] == [False, True, False]


@pytest.mark.parametrize("state", ["killed", "crashed", "failed", "finished"])
def test_defect_07_waiting_ends_with_every_end_of_a_run(
    api: Api, sandbox: Sandbox, user: SandboxUser, state: str
) -> None:
    run = api.create_run("waiting")
    graphql(
        sandbox,
        user,
        f'mutation{{upsertBucket(input:{{id:"{run.storage_id}",state:"{state}"}}){{inserted}}}}',
    )
    assert run.wait_until_finished(timeout=20, poll=0.05) == RunState(state)


def test_defect_09_one_row_at_a_late_step_is_one_page(
    api: Api, watched: Watched, sandbox: Sandbox, user: SandboxUser
) -> None:
    run = api.create_run("late", run_id="r")
    log_rows(sandbox, user, "late/r", [{"_step": 500_000, "loss": 1.0}])
    watched.sent.clear()
    assert [row["loss"] for row in run.scan_history(page_size=1000)] == [1.0]
    assert watched.sent.total() <= 3


def test_defect_10_lists_come_with_what_their_items_show(api: Api, watched: Watched) -> None:
    for number in range(12):
        api.create_run("listed", config={"number": number})
        api.create_sweep({"method": "random", "parameters": {"a": {"min": 0, "max": 1}}}, "listed")
    watched.sent.clear()
    assert {run.config["number"] for run in api.runs("listed")} == set(range(12))
    assert watched.sent.total() == 1
    watched.sent.clear()
    assert [sweep.method for sweep in api.sweeps("listed")] == ["random"] * 12
    assert watched.sent.total() == 1


def test_defect_12_the_length_of_a_list_that_was_read_costs_nothing(
    api: Api, watched: Watched
) -> None:
    for _ in range(5):
        api.create_run("counted")
    watched.sent.clear()
    runs = api.runs("counted", per_page=2)
    assert len(list(runs)) == 5
    assert watched.sent.total() == 3, "per_page is the size of every page"
    assert (len(runs), len(list(runs)), watched.sent.total()) == (5, 5, 3)
    assert len(list(api.runs("counted", per_page=5))) == 5
    assert watched.sent.total() == 4


def test_defect_13_an_error_after_retries_tells_its_cause(api: Api, watched: Watched) -> None:
    watched.status = 500
    with pytest.raises(ServerError, match=r"out of order.*500|500.*out of order"):
        api.run("some/run")
    assert watched.sent.total() == 2


def test_defect_14_a_summary_is_read_anew_on_request(api: Api) -> None:
    run = api.create_run("stale", run_id="r")
    assert dict(run.summary) == {}
    other = api.run("stale/r")
    other.summary["best"] = 7
    other.update()
    run.refresh()
    assert run.summary["best"] == 7


def test_defect_15_listed_runs_know_their_history_keys(
    api: Api, sandbox: Sandbox, user: SandboxUser
) -> None:
    api.create_run("keyed", run_id="r")
    log_rows(sandbox, user, "keyed/r", [{"_step": 0, "loss": 1.0}])
    [run] = api.runs("keyed")
    keys = run.history_keys["keys"]
    assert isinstance(keys, dict)
    assert "loss" in keys


def test_defect_16_a_summary_is_a_mapping(api: Api) -> None:
    run = api.create_run("mapping")
    run.summary.update({"loss": 0.5, "deep": {"a": 1}})
    run.update()
    summary = api.run(f"mapping/{run.id}").summary
    assert not hasattr(summary, "missing")
    assert sorted(summary) == ["deep", "loss"]
    assert (len(summary), "loss" in summary, summary.get("none")) == (2, True, None)
    assert json.loads(json.dumps(dict(summary))) == {"loss": 0.5, "deep": {"a": 1}}


def test_defect_17_a_team_that_is_not_there_is_not_found(api: Api, sandbox: Sandbox) -> None:
    with pytest.raises(NotFoundError, match="no-such-team"):
        api.team("no-such-team")
    with sandbox.api() as admin:
        admin.create_team("taken-team")
    with pytest.raises((ConflictError, PermissionDeniedError), match="taken-team"):
        api.create_team("taken-team")


def test_defect_18_automations_are_made_anew_and_fetched_where_they_are(
    api: Api, sandbox: Sandbox, user: SandboxUser
) -> None:
    project = api.create_project("automated")
    new = OnRunState(project, RunEvent.state == "finished") >> DoNothing()
    made = api.create_automation(new, name="one")
    made.delete()
    made.update(description="again", create_missing=True)
    assert api.automation(name="one").description == "again"
    api.create_team("automated-team")
    own = api.create_project("automated", entity="automated-team")
    with pytest.raises(NotFoundError):
        api.automation(name="one", entity="automated-team")
    there = OnRunState(own, RunEvent.state == "finished") >> DoNothing()
    fetched = api.create_automation(there, name="one", fetch_existing=True)
    assert fetched.entity == "automated-team"


def test_defect_19_a_project_without_a_user_has_an_owner(api: Api) -> None:
    api.create_team("owning-team")
    api.create_project("owned", entity="owning-team")
    assert api.project("owning-team/owned").entity == "owning-team"


def test_defect_21_reading_runs_makes_no_folders(
    api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    api.create_run("folders")
    for run in api.runs("folders"):
        run.load()
    assert list(tmp_path.iterdir()) == []


def test_defect_23_errors_are_the_documented_ones(api: Api) -> None:
    api.create_project("documented")
    missing: list[Callable[[], object]] = [
        lambda: api.run("documented/none"),
        lambda: api.project("no-such-project"),
        lambda: api.sweep("documented/none"),
        lambda: api.artifact("documented/none:v0"),
        lambda: api.user("no-such-user"),
        lambda: api.automation(name="no-such-automation"),
    ]
    for call in missing:
        with pytest.raises(NotFoundError):
            call()
    for path in ("", "a/b/c/d/e", "no such:thing:x"):
        with pytest.raises(UsageError):
            api.run(path)
    assert issubclass(NotFoundError, RunQLError)


def test_defect_24_an_automation_of_an_unknown_kind_is_listed(api: Api, watched: Watched) -> None:
    project = api.create_project("unknown-kinds")
    for name in ("first", "second", "third"):
        new = OnRunState(project, RunEvent.state == "finished") >> DoNothing()
        api.create_automation(new, name=name)

    def of_tomorrow(result: Any) -> None:
        text = json.dumps(result["data"]).replace("RUN_STATE", "RUN_OF_TOMORROW", 1)
        result["data"] = json.loads(text)

    watched.change = of_tomorrow
    names = [each.name for each in api.automations()]
    assert [name for name in names if name in ("first", "second", "third")] == [
        "first",
        "second",
        "third",
    ]


def test_defect_25_a_deleted_key_is_listed_no_more(api: Api, watched: Watched) -> None:
    made = api.generate_api_key("to delete")
    assert any(each.description == "to delete" for each in api.api_keys())
    api.delete_api_key(made.id)
    assert not any(each.description == "to delete" for each in api.api_keys())
    watched.status = 500
    watched.sent.clear()
    with pytest.raises(ServerError):
        api.generate_api_key("once")
    assert watched.sent.total() == 1, "a second key might have been made"
