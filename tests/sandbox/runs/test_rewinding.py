"""A run that is rewound to a step continues after it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from runql.testing import Sandbox, SandboxUser
    from tests.fix_sandbox import Official

REWIND = """mutation R($e:String,$r:String!,$v:Float!,$m:String!){rewindRun(input:{entityName:$e,projectName:"back",runName:$r,
metricName:$m,metricValue:$v}){rewoundRun{name historyLineCount state}}}"""


def log(
    sandbox: Sandbox, user: SandboxUser, name: str, steps: range, offset: int, done: bool
) -> None:
    rows = [json.dumps({"_step": step, "loss": step}) for step in steps]
    httpx.post(
        f"{sandbox.base_url}/files/{user.entity}/back/{name}/file_stream",
        json={
            "files": {"wandb-history.jsonl": {"offset": offset, "content": rows}},
            "complete": done,
        },
        auth=("api", user.api_key),
    ).raise_for_status()


def rewind(
    sandbox: Sandbox, user: SandboxUser, name: str, step: float, metric: str = "_step"
) -> Any:
    variables = {"e": user.entity, "r": name, "v": step, "m": metric}
    answer = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": REWIND, "variables": variables},
        auth=("api", user.api_key),
    )
    return answer.json()


@pytest.mark.parametrize("exported", [False, True])
def test_rows_behind_the_step_are_gone_and_others_follow(
    sandbox: Sandbox, user: SandboxUser, exported: bool
) -> None:
    with sandbox.api(user) as api:
        name = f"r-{exported}"
        run = api.create_run("back", run_id=name)
        log(sandbox, user, name, range(6), 0, exported)
        answer = rewind(sandbox, user, name, 2)
        payload = answer["data"]["rewindRun"]["rewoundRun"]
        assert payload == {"name": name, "historyLineCount": 3, "state": "running"}
        run = api.run(f"back/{name}")
        assert [row["_step"] for row in run.scan_history()] == [0, 1, 2]
        assert (run.summary["loss"], run.last_history_step) == (2, 2)
        log(sandbox, user, name, range(3, 5), 3, True)
        assert [row["loss"] for row in api.run(f"back/{name}").scan_history()] == [0, 1, 2, 3, 4]
        run.delete()


def test_what_cannot_be_rewound_is_refused(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        api.create_run("back", run_id="r")
    assert "_step" in rewind(sandbox, user, "r", 2, "loss")["errors"][0]["message"]
    with sandbox.api(user) as api:
        api.run("back/r").delete()
    assert rewind(sandbox, user, "r", 2)["errors"][0]["message"] == "run not found"


def test_the_sdk_resumes_from_a_step(official: Official) -> None:
    printed = official("""
import json, wandb
def settings(): return wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
with wandb.init(project="back", id="sdk", settings=settings()) as run:
    for step in range(6): run.log({"value": step})
with wandb.init(project="back", resume_from="sdk?_step=2", settings=settings()) as run:
    run.log({"value": 30})
rows = wandb.Api().run("back/sdk").scan_history(use_cache=False)
print(json.dumps([(row["_step"], row["value"]) for row in rows]))
""")
    rows = json.loads(printed.splitlines()[-1])
    assert rows[-1] == [3, 30]
    assert [value for _, value in rows[:-1]] == [0, 1, 2]


def test_the_sdk_forks_with_the_media_of_the_rows(
    official: Official, sandbox: Sandbox, user: SandboxUser
) -> None:
    official("""
import numpy, wandb
def settings(): return wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
with wandb.init(project="forks", id="pictures", settings=settings()) as run:
    for step in range(3): run.log({"picture": wandb.Image(numpy.full((2, 2, 3), step, "uint8"))})
with wandb.init(project="forks", id="later", fork_from="pictures?_step=1", settings=settings()) as run:
    run.log({"loss": 1})
""")
    with sandbox.api(user) as api:
        later = api.run("forks/later")
        assert [row["_step"] for row in later.scan_history()] == [0, 1, 2]
        assert [image.read()[:4] for image in later.media("picture")] == [b"\x89PNG"] * 2
        assert len(list(later.files("media/images/*"))) == 2
        api.run("forks/pictures").delete()
        assert len([image.read() for image in later.media("picture")]) == 2
