"""Histories as `wandb.Api` and as runql read them from one server: several files, live tails, sparse keys, machines.

The official SDK logs the data, with one run left running beside its exported part.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from runql._frames.flatten import flatten
from runql.errors import BatchError, NotFoundError
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api

TESTS = Path(__file__).parents[1]
PATH = "entity/histories"
RUNS = ["long", "gaps", "words", "empty", "measured", "resumed"]
KEYED: list[tuple[str, list[str]]] = [
    ("long", ["loss"]),
    ("long", ["loss", "count"]),
    ("gaps", ["loss"]),
    ("resumed", ["value"]),
]

# Intended differences, with reasons; `test_a_wanted_difference_is_there` shows each with both clients.
WANTED: dict[str, str] = {
    "absent": "a key that a row lacks is absent; the official reader gives None for it when exported",
    "floats": "floats stay floats; the official reader makes ints of whole ones",
    "keys": "rows that lack every key are left out; the official reader gives them when they are exported",
    "repeated": "each row once; the official reader gives exported rows twice while a run has live ones",
    "histories": "`runs.histories()` is complete, and asks for a page of runs at once",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[tuple[Api, dict[str, str]]]:
    """A sandbox that exports every 40 rows, with the official SDK still logging to one run."""
    scratch = str(folder / "wandb")
    Path(scratch).mkdir()
    with Sandbox(folder / "sandbox", options=["--export-every", "40"]) as sandbox:
        user = sandbox.create_user("entity")
        environment = official_environment(sandbox, user, scratch)
        script = [sys.executable, str(TESTS / "official" / "history.py"), "hold"]
        with (
            sandbox.api(user) as api,
            subprocess.Popen(
                script, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            ) as logging,
        ):
            assert logging.stdout is not None
            assert logging.stdin is not None
            assert logging.stdout.readline() == "ready\n"
            _wait_for_rows(api)
            yield api, environment
            logging.stdin.close()


def _wait_for_rows(api: Api) -> None:
    for _ in api.run(f"{PATH}/resumed").follow_history(
        ["value"], max_step=95, poll=0.2, timeout=60
    ):
        pass


@pytest.fixture(scope="module")
def official(server: tuple[Api, dict[str, str]], folder: Path) -> dict[str, Any]:
    """The official reader's output."""
    spec = {"path": PATH, "runs": RUNS, "keyed": KEYED, "folder": str(folder / "exports")}
    done = forked.official.run(
        [str(TESTS / "conformance" / "official_histories.py")],
        env=server[1],
        input=json.dumps(spec),
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def api(server: tuple[Api, dict[str, str]]) -> Api:
    return server[0]


def alike(rows: list[Any]) -> list[Any]:
    """Rows without what differs on purpose: each once, nulls absent; a float equals its int anyway."""
    shown = [{k: _shown(v) for k, v in flatten(row).items()} for row in rows]
    return [row for index, row in enumerate(shown) if index == 0 or row != shown[index - 1]]


def _shown(value: Any) -> Any:
    return "NaN" if value != value else value


def test_the_data_is_of_the_shapes_meant(api: Api) -> None:
    infos = {run.id: run.history_info() for run in api.runs(PATH)}
    assert (infos["resumed"].complete, infos["resumed"].total_rows) == (False, 95)
    assert infos["resumed"].live_rows > 0
    assert infos["resumed"].exported_through_step is not None
    assert (infos["long"].exported_through_step, infos["long"].live_rows) == (129, 0)


@pytest.mark.parametrize("name", RUNS)
def test_scan_history_gives_the_official_rows(
    api: Api, official: dict[str, Any], name: str
) -> None:
    ours = list(api.run(f"{PATH}/{name}").scan_history())
    assert alike(ours) == alike(official["rows"][name])


@pytest.mark.parametrize("index", range(len(KEYED)))
def test_chosen_keys_give_the_official_rows(api: Api, official: dict[str, Any], index: int) -> None:
    name, keys = KEYED[index]
    ours = list(api.run(f"{PATH}/{name}").scan_history(keys=keys, how="all"))
    theirs = [
        {key: row[key] for key in keys}
        for row in official["keyed"][index]
        if all(row.get(key) is not None for key in keys)
    ]
    assert [{key: row[key] for key in keys} for row in ours] == alike(theirs)


def test_bounds_across_files_and_live_rows_give_the_official_rows(
    api: Api, official: dict[str, Any]
) -> None:
    ours = list(api.run(f"{PATH}/resumed").scan_history(min_step=30, max_step=92))
    assert [row["_step"] for row in ours] == list(range(30, 92))
    assert alike(ours) == alike(official["bounded"])


def test_the_beta_scan_gives_the_same(api: Api, official: dict[str, Any]) -> None:
    assert alike(list(api.run(f"{PATH}/gaps").scan_history())) == alike(official["beta"])


@pytest.mark.parametrize("name", RUNS)
def test_a_sample_that_holds_all_is_the_history(
    api: Api, official: dict[str, Any], name: str
) -> None:
    ours = api.run(f"{PATH}/{name}").history(format="records")
    assert alike(ours) == alike(official["sampled"][name])


def test_system_metrics_are_the_official_ones(api: Api, official: dict[str, Any]) -> None:
    ours = api.run(f"{PATH}/measured").system_metrics_history(format="records")
    assert len(ours) > 0
    shown = [{k: v for k, v in row.items() if k != "_wandb"} for row in official["system"]]
    assert alike(ours) == alike(shown)


def test_the_official_client_downloads_several_files_that_hold_our_rows(
    api: Api, official: dict[str, Any]
) -> None:
    assert len(official["files"]) == 4
    rows = [row for path in sorted(official["files"]) for row in pq.read_table(path).to_pylist()]
    ours = list(api.run(f"{PATH}/long").scan_history())
    assert alike(ours) == alike(rows)


def test_histories_of_many_hold_the_official_rows(api: Api, official: dict[str, Any]) -> None:
    table = api.runs(PATH).histories(["loss"]).to_arrow()
    ours = sorted(zip(table["run_id"].to_pylist(), table["_step"].to_pylist(), strict=True))
    assert ours == sorted((row["run_id"], row["_step"]) for row in official["many"])


def test_a_run_whose_file_is_gone_is_reported_and_the_others_are_given(
    api: Api, folder: Path
) -> None:
    (words,) = api.runs(PATH, {"display_name": "words"})
    number = _exports_of(folder, rows=2)
    kept = number.read_bytes()
    number.unlink()
    try:
        histories = iter(api.runs(PATH).histories(["loss"]))
        given = [next(histories).run_id for _ in range(len(RUNS) - 1)]
        with pytest.raises(BatchError) as raised:
            next(histories)
        collected = api.runs(PATH).histories(["loss"], failures="collect")
        frame = collected.to_pandas()
    finally:
        number.write_bytes(kept)
    assert list(raised.value.failures) == [words.id]
    assert isinstance(raised.value.failures[words.id], NotFoundError)
    assert sorted(given) == sorted(set(RUNS) - {"words"})
    assert list(collected.failures) == list(frame.attrs["runql"]["failures"]) == ["words"]
    assert set(frame["run_id"]) == {"long", "gaps", "measured", "resumed"}


def _exports_of(folder: Path, rows: int) -> Path:
    files = (folder / "sandbox" / "blobs" / "history").rglob("*.parquet")
    (found,) = (path for path in files if pq.read_metadata(path).num_rows == rows)
    return found


def test_an_interrupted_loop_leaves_no_thread_behind(api: Api) -> None:
    before = threading.active_count()
    histories = iter(api.runs(PATH).histories(window=4))
    next(histories)
    with pytest.raises(KeyboardInterrupt):
        histories.throw(KeyboardInterrupt)
    assert threading.active_count() == before


@pytest.mark.parametrize("difference", WANTED)
def test_a_wanted_difference_is_there(api: Api, official: dict[str, Any], difference: str) -> None:
    long = api.run(f"{PATH}/long").history(format="records")
    theirs = official["rows"]["long"]
    shown = {
        "absent": "accuracy" not in long[1] and theirs[1]["accuracy"] is None,
        "floats": isinstance(long[0]["loss"], float) and isinstance(theirs[0]["loss"], int),
        "keys": len(list(api.run(f"{PATH}/resumed").scan_history(keys=["late"]))) == 45,
        "repeated": len(official["rows"]["resumed"]) > 95
        and len(list(api.run(f"{PATH}/resumed").scan_history())) == 95,
        "histories": api.runs(PATH).histories().to_arrow().num_rows == 130 + 6 + 2 + 1 + 95,
    }
    assert shown[difference]
