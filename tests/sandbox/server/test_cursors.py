"""`cursor` of every kind of list: a list that continues there has the other items, and no item twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import runql
from runql import Artifact
from runql.filters import F
from tests.sandbox.exports.data import stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from runql import Api
    from runql._sync._client.lister import Lister
    from runql.testing import Sandbox, SandboxUser

    Make = Callable[..., Lister[Any]]

PROJECT = "cursors"
COUNT = 6
GRID = {"method": "grid", "parameters": {"x": {"values": [1, 2]}}}
RUNS = """
query Runs($p: String!, $first: Int, $after: String) {
  project(name: $p) {
    runs(first: $first, after: $after) {
      edges { node { id } }
      pageInfo { endCursor hasNextPage }
    }
  }
}
"""

MAKERS: dict[str, Callable[[Api], Make]] = {
    "runs": lambda api: lambda **more: api.runs(PROJECT, **more),
    "rows": lambda api: lambda **more: api.runs(PROJECT, fields=[], **more),
    "projects": lambda api: lambda **more: api.projects(**more),
    "sweeps": lambda api: lambda **more: api.sweeps(PROJECT, **more),
    "sweeps by name": lambda api: (
        lambda **more: api.sweeps(PROJECT, {"name": {"$regex": "even"}}, **more)
    ),
    "versions": lambda api: lambda **more: api.artifacts("dataset", f"{PROJECT}/data", **more),
    "tagged versions": lambda api: (
        lambda **more: api.artifacts("dataset", f"{PROJECT}/data", tags=["even"], **more)
    ),
    "collections": lambda api: lambda **more: api.artifact_collections(PROJECT, "model", **more),
    "files": lambda api: lambda **more: api.run(f"{PROJECT}/run0").files(**more),
    "chosen files": lambda api: lambda **more: api.run(f"{PROJECT}/run0").files("*.txt", **more),
    "artifact files": lambda api: lambda **more: api.artifact(f"{PROJECT}/data:v0").files(**more),
    "logged": lambda api: lambda **more: api.run(f"{PROJECT}/run0").logged_artifacts(**more),
    "logged by type": lambda api: (
        lambda **more: api.run(f"{PROJECT}/run0").logged_artifacts(type="dataset", **more)
    ),
    "used by": lambda api: lambda **more: api.artifact(f"{PROJECT}/data:v0").used_by(**more),
    "reports": lambda api: lambda **more: api.reports(PROJECT, **more),
    "console": lambda api: lambda **more: api.run(f"{PROJECT}/run0").console_logs(**more),
    "console by pattern": lambda api: (
        lambda **more: api.run(f"{PROJECT}/run0").console_logs(pattern="[024]", **more)
    ),
    "graphql": lambda api: (
        lambda **more: api.graphql.pages(api.graphql.call(RUNS, {"p": PROJECT}), **more)
    ),
}


@pytest.fixture(scope="module")
def api(sandbox: Sandbox, user: SandboxUser) -> Iterator[Api]:
    with sandbox.api(user) as client:
        fill(client)
        lines = [{"line": number} for number in range(COUNT)]
        stream(sandbox, user, "run0", "output.log", lines, PROJECT)
        yield client


def fill(api: Api) -> None:
    """Six of everything."""
    runs = [api.create_run(PROJECT, run_id=f"run{number}") for number in range(COUNT)]
    for number in range(COUNT):
        api.create_project(f"cursors-{number}")
        named = "even" if number % 2 == 0 else "odd"
        api.create_sweep({**GRID, "name": f"{named} {number}"}, PROJECT)
        api.create_report(PROJECT, f"Report {number}", draft=False)
        runs[0].upload_file(b"x", f"{number}.{'txt' if number % 2 else 'bin'}")
        data, model = Artifact("data", "dataset"), Artifact(f"model{number}", "model")
        for part in range(COUNT):
            data.add(f"{number} {part}", f"{part}.txt")
        model.add(str(number), "weights")
        runs[0].log_artifact(data, tags=[named])
        runs[0].log_artifact(model)
    for run in runs[1:]:
        run.use_artifact(f"{PROJECT}/data:v0")


def names(items: list[Any]) -> list[object]:
    return [each["id"] if isinstance(each, dict) else getattr(each, "id", each) for each in items]


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("per_page", [None, 2])
def test_a_list_continues_after_any_number_of_items(
    api: Api, kind: str, per_page: int | None
) -> None:
    make = MAKERS[kind](api)
    size: dict[str, Any] = {} if per_page is None else {"per_page": per_page}
    every = names(make(**size).all())
    assert 3 <= len(every) == len({*map(str, every)})
    for limit in (1, 2, len(every) - 1, len(every), len(every) + 1, None):
        listed = make(limit=limit, **size)
        start = names(listed.all())
        assert listed.cursor is not None
        rest = make(after=listed.cursor, **size)
        assert start + names(rest.all()) == every, f"{kind} with limit={limit}"
        assert rest.cursor is not None
        assert make(after=rest.cursor, **size).all() == []


def test_items_that_appear_after_the_end_are_listed_from_there(
    sandbox: Sandbox, user: SandboxUser, api: Api
) -> None:
    runs = api.runs(PROJECT)
    logs = api.run(f"{PROJECT}/run0").console_logs()
    tail = api.run(f"{PROJECT}/run0").console_logs(last=2)
    listed = [len(each.all()) for each in (runs, logs, tail)]
    assert listed == [COUNT, COUNT, 2]
    api.create_run(PROJECT, run_id="late")
    lines = [{"line": number} for number in range(COUNT + 2)]
    stream(sandbox, user, "run0", "output.log", lines, PROJECT)
    assert [run.id for run in api.runs(PROJECT, after=runs.cursor)] == ["late"]
    for each in (logs, tail):
        more = api.run(f"{PROJECT}/run0").console_logs(after=each.cursor)
        assert [line.number for line in more] == [COUNT, COUNT + 1]
    api.run(f"{PROJECT}/late").delete()


def test_lists_of_an_export_continue_as_those_of_a_server(
    sandbox: Sandbox, user: SandboxUser, tmp_path: Path
) -> None:
    with sandbox.api(user) as api:
        runs = [api.create_run("exported", run_id=f"run{number}") for number in range(4)]
        for number in range(4):
            runs[3].upload_file(b"x", f"{number}.txt")
        api.export("exported", tmp_path, files="*")
    with runql.open_export(tmp_path) as api:
        lists: list[Make] = [
            lambda **more: api.runs(**more),
            lambda **more: api.runs(filters=F.state != "failed", **more),
            lambda **more: api.run("run3").files("*.txt", **more),
        ]
        for make in lists:
            for limit in (2, 4, None):
                listed = make(limit=limit, per_page=3)
                start = names(listed.all())
                rest = make(after=listed.cursor)
                assert len({*start, *names(rest.all())}) == len(start) + len(rest) == 4
