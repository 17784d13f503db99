"""`wandb.Api` and runql read the same from one server; where they do not, it is listed here and why.

The official SDK logs the data, the official reader and ours read it from the same sandbox, and every value is compared.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql._frames.flatten import flatten
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api

TESTS = Path(__file__).parents[1]
PATH = "entity/project"

LISTINGS: list[tuple[dict[str, Any], str]] = [
    ({}, "+created_at"),
    ({}, "-created_at"),
    ({"state": "finished"}, "+created_at"),
    ({"state": {"$ne": "finished"}}, "+created_at"),
    ({"state": "finished", "config.learning_rate": {"$gte": 0.001}}, "+created_at"),
    ({"config.learning_rate": {"$lt": 0.001}}, "-config.learning_rate.value"),
    ({"config.batch_size": {"$in": [1, 4, 1000]}}, "+created_at"),
    ({"config.batch_size": {"$nin": [1, 4]}}, "+created_at"),
    ({"config.optimizer.name": "adam"}, "+created_at"),
    ({"config.optimizer.value.name": "adam"}, "+created_at"),
    ({"config.learning_rate": {"$exists": True}}, "+summary_metrics.best"),
    ({"config.learning_rate": {"$exists": False}}, "+created_at"),
    ({"summary_metrics.best": {"$gt": 0.52}}, "-summary_metrics.best"),
    ({"summary_metrics.loss": {"$lte": 0.05}}, "+summary_metrics.loss"),
    ({"tags": "baseline"}, "+created_at"),
    ({"tags": {"$in": ["n1", "n4"]}}, "+created_at"),
    ({"tags": {"$nin": ["baseline"]}}, "+created_at"),
    ({"$or": [{"group": "even"}, {"name": "grid1"}]}, "+created_at"),
    ({"$and": [{"group": "odd"}, {"state": "failed"}]}, "+created_at"),
    ({"$nor": [{"group": "even"}, {"group": "odd"}]}, "+created_at"),
    ({"displayName": {"$regex": "^grid-[0-2]$"}}, "+created_at"),
    ({"display_name": "numbers"}, "+created_at"),
    ({"jobType": "train"}, "-created_at"),
    ({"username": "entity"}, "+created_at"),
    ({"createdAt": {"$gt": "2020-01-01T00:00:00"}}, "+created_at"),
    ({"created_at": {"$lt": "2020-01-01T00:00:00"}}, "+created_at"),
    ({"config.dotted.key": 3}, "+created_at"),
    ({"name": "nobody"}, "+created_at"),
]

KEYS = {
    "grid0": ["loss"],
    "grid1": ["loss", "accuracy"],
    "numbers": ["x"],
    "sparse": ["tokens"],
    "resumed": ["value"],
}

# Intended differences, with reasons. `test_a_wanted_difference_is_there` shows each with both clients, so that an entry goes
# when the two agree after all; everything else in this file has to be equal.
WANTED: dict[str, str] = {
    "times": "aware datetimes instead of texts: they can be compared and subtracted",
    "state": "an open enum that equals the text, and knows whether the run has ended",
    "absent": "a key that a row lacks is absent; the official reader gives None for it when exported",
    "keys": "rows that lack the key are left out wherever they lie; exported, the official reader keeps them",
    "floats": "floats stay floats; the official reader makes ints of whole ones, so a column changes its type",
    "history": "`history()` is complete; the official one is a sample of at most 500 rows, and does not say so",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, dict[str, str]]]:
    """A sandbox that the official SDK has logged the data set to."""
    scratch = str(tmp_path_factory.mktemp("wandb"))
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity")
        environment = official_environment(sandbox, user, scratch)
        forked.official.run(
            [
                str(TESTS / "official" / "runs.py"),
                "grid",
                "numbers",
                "sparse",
                "resumed",
                "long",
            ],
            env=environment,
            check=True,
        )
        with sandbox.api(user) as api:
            yield api, environment


@pytest.fixture(scope="module")
def official(server: tuple[Api, dict[str, str]]) -> dict[str, Any]:
    """The official reader's output."""
    _, environment = server
    spec = {
        "path": PATH,
        "entity": "entity",
        "listings": [{"filters": filters, "order": order} for filters, order in LISTINGS],
        "keys": KEYS,
    }
    done = forked.official.run(
        [str(Path(__file__).parent / "official_reader.py")],
        input=json.dumps(spec),
        env=environment,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    read: dict[str, Any] = json.loads(done.stdout)
    return read


@pytest.fixture(scope="module")
def api(server: tuple[Api, dict[str, str]]) -> Api:
    return server[0]


def moment(text: str) -> dt.datetime:
    parsed = dt.datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC)


def same(left: object, right: object) -> bool:
    """Equal, NaN included; a whole float equals its int."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right or (left != left and right != right)


@pytest.mark.parametrize(
    "index", range(len(LISTINGS)), ids=[f"{json.dumps(f)} {o}" for f, o in LISTINGS]
)
def test_a_filter_and_order_list_the_same_runs(
    api: Api, official: dict[str, Any], index: int
) -> None:
    filters, order = LISTINGS[index]
    runs = api.runs(PATH, filters, order)
    assert [run.id for run in runs] == official["listed"][index]
    assert api.runs(PATH, filters).total() == official["counted"][index]


def test_the_listings_tell_something_apart(official: dict[str, Any]) -> None:
    lengths = {len(ids) for ids in official["listed"]}
    assert len(lengths) >= 5


def test_every_attribute_of_every_run_agrees(api: Api, official: dict[str, Any]) -> None:
    runs = {run.id: run for run in api.runs(PATH, fields=["config", "summary", "history_keys"])}
    assert runs.keys() == official["attributes"].keys()
    for name, theirs in official["attributes"].items():
        run = runs[name]
        ours = {
            "id": run.id,
            "name": run.name,
            "state": run.state.value,
            "group": run.group,
            "job_type": run.job_type,
            "tags": run.tags,
            "notes": run.notes,
            "description": run.description,
            "entity": run.entity,
            "project": run.project,
            "storage_id": run.storage_id,
            "path": run.path,
            "url": run.url,
            "sweep_name": run.sweep_name,
            "commit": run.commit,
            "read_only": run.read_only,
            "created_at": run.created_at,
            "heartbeat_at": run.heartbeat_at,
            "history_line_count": run.history_line_count,
            "lastHistoryStep": run.last_history_step,
            "username": run.user.username if run.user else None,
            "config": run.config,
            "raw_config": run.raw_config,
            "summary": run.summary_metrics,
        }
        times = ("created_at", "heartbeat_at")
        theirs = {k: moment(v) if k in times else v for k, v in theirs.items()}
        assert {k: v for k, v in ours.items() if not same(v, theirs[k])} == {}


def test_every_row_of_every_history_agrees(api: Api, official: dict[str, Any]) -> None:
    for name, rows in official["rows"].items():
        ours = list(api.run(f"{PATH}/{name}").scan_history())
        theirs = [{k: v for k, v in flatten(row).items() if v is not None} for row in rows]
        assert same(ours, theirs), name


def test_rows_of_chosen_keys_agree(api: Api, official: dict[str, Any]) -> None:
    for name, keys in KEYS.items():
        ours = list(api.run(f"{PATH}/{name}").scan_history(keys=keys))
        theirs = official["keyed"][name]
        trimmed = [{k: v for k, v in row.items() if k in keys and v is not None} for row in theirs]
        requested = [{k: v for k, v in row.items() if k in keys} for row in ours]
        assert same(requested, [row for row in trimmed if row]), name


def test_the_viewer_and_the_projects_agree(api: Api, official: dict[str, Any]) -> None:
    viewer = api.viewer
    assert {"username": viewer.username, "entity": viewer.entity} == official["viewer"]
    assert [project.name for project in api.projects("entity")] == official["projects"]


def test_the_metadata_of_every_run_agrees(api: Api, official: dict[str, Any]) -> None:
    for name, theirs in official["metadata"].items():
        assert api.run(f"{PATH}/{name}").metadata == theirs, name


@pytest.fixture(scope="module")
def both(api: Api, official: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Each wanted difference as ours and theirs."""
    grid, numbers = api.run(f"{PATH}/grid0"), api.run(f"{PATH}/numbers")
    theirs, rows = official["attributes"]["grid0"], official["rows"]["numbers"]
    ours = numbers.history(format="records")
    return {
        "times": (type(grid.created_at), type(theirs["created_at"])),
        "state": (type(grid.state), type(theirs["state"])),
        "absent": ("y" in ours[0], "y" in rows[0]),
        "keys": (len(list(numbers.scan_history(keys=["x"]))), len(official["keyed"]["numbers"])),
        "floats": (type(ours[0]["x"]), type(rows[0]["x"])),
        "history": (len(api.run(f"{PATH}/long").history()), official["long"]),
    }


@pytest.mark.parametrize("name", WANTED)
def test_a_wanted_difference_is_there(name: str, both: dict[str, tuple[object, object]]) -> None:
    ours, theirs = both[name]
    assert ours != theirs, f"they agree: take {name!r} out of WANTED"
