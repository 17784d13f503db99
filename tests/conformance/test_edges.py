"""Odd histories and consoles as `wandb.Api` and as runql read them: values, keys, steps, samples, states, captures."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql._frames.flatten import flatten
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from runql import Api

TESTS = Path(__file__).parents[1]
PATH = "entity/edges"
ROWS = 11_000

# Intended differences, with reasons; `test_a_wanted_difference_is_there` shows each with both clients.
WANTED: dict[str, str] = {
    "absent": "a key that a row lacks is absent; the official reader gives None for it when exported",
    "keys": "rows that lack every key are left out; the official reader gives them when they are exported",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, dict[str, Any]]]:
    """A client of ours, and what the official reader read of the same data."""
    scratch = str(tmp_path_factory.mktemp("wandb"))
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity")
        environment = official_environment(sandbox, user, scratch)

        def script(*command: str) -> subprocess.CompletedProcess[str]:
            return forked.official.run(
                command,
                env=environment,
            )

        logged = script(str(TESTS / "official" / "edges.py"))
        assert logged.returncode == -signal.SIGKILL, logged.stderr[-3000:]
        done = script(str(TESTS / "conformance" / "official_edges.py"), PATH)
        assert done.returncode == 0, done.stderr[-3000:]
        with sandbox.api(user) as api:
            yield api, json.loads(done.stdout.splitlines()[-1])


def shown(rows: list[Any]) -> list[dict[str, Any]]:
    """Rows without nulls, and with NaN as a text, which equals itself."""
    return [{k: "NaN" if v != v else v for k, v in row.items() if v is not None} for row in rows]


def test_every_kind_of_value_and_key_is_read_as_the_official_reader_does(
    read: tuple[Api, dict[str, Any]],
) -> None:
    api, theirs = read
    ours = list(api.run(f"{PATH}/odd").scan_history())
    assert shown(ours) == shown(theirs["odd"])
    assert [row["_step"] for row in ours] == [0, 1, 2, 3, 50, 60, 1_000_000], "20 came after 50"
    assert (ours[0]["nested.b.c"], ours[0]["x.y"], ours[0]["größe/μ"]) == (2.5, 1, 3)
    assert ours[3]["big"] == 2**53 + 1, "an integer that no float holds"


def test_a_run_whose_process_was_killed_has_every_row_that_arrived(
    read: tuple[Api, dict[str, Any]],
) -> None:
    api, theirs = read
    run = api.run(f"{PATH}/killed")
    ours = list(run.scan_history())
    info = run.history_info()
    assert (info.complete, info.live_rows) == (False, len(ours)), "nothing ended, or exported it"
    assert shown(ours) == shown([flatten(row) for row in theirs["killed"]])
    whole = [row["_step"] for row in api.run(f"{PATH}/odd").scan_history()]
    assert [row["_step"] for row in ours] == whole


def test_arrays_hold_the_same_values(read: tuple[Api, dict[str, Any]]) -> None:
    run = read[0].run(f"{PATH}/odd")
    rows, arrays = run.history(format="records"), run.history(format="numpy")
    assert list(arrays)[:3] == ["_step", "_timestamp", "_runtime"]
    assert [str(arrays[name].dtype) for name in ("_step", "number", "text")] == [
        "int64",
        "float64",
        "object",
    ]
    for name, array in arrays.items():
        assert len(array) == len(rows)
        for row, value in zip(rows, array.tolist(), strict=True):
            if shown([row]) and shown([row])[0].get(name, "NaN") == "NaN":
                assert value is None or value != value, f"{name} is lacking, or NaN"
            elif isinstance(value, int | float | str):
                assert value == row[name], name


def test_bounds_fall_between_steps(read: tuple[Api, dict[str, Any]]) -> None:
    api, theirs = read
    ours = list(api.run(f"{PATH}/odd").scan_history(min_step=4, max_step=60))
    assert [row["_step"] for row in ours] == [50]
    assert shown(ours) == shown(theirs["bounded"])


@pytest.mark.parametrize(
    ("name", "key"), [("number", "number"), ("dotted", "nested.b.c"), ("unicode", "größe/μ")]
)
def test_sparse_dotted_and_unicode_keys_are_chosen(
    read: tuple[Api, dict[str, Any]], name: str, key: str
) -> None:
    api, theirs = read
    ours = list(api.run(f"{PATH}/odd").scan_history(keys=[key]))
    assert shown(ours) == shown([row for row in theirs[name] if row[key] is not None])
    assert len(ours) < len(theirs[name])


def test_a_sample_of_a_long_history_is_the_official_one(read: tuple[Api, dict[str, Any]]) -> None:
    api, theirs = read
    run = api.run(f"{PATH}/long")
    sample = run.history(samples=700, format="records")
    assert sample.sampled
    assert [row["_step"] for row in sample] == theirs["samples"]
    few = run.history(samples=700, keys=["thousands"], format="records")
    assert [[row["_step"], row["thousands"]] for row in few] == theirs["sampled"]
    assert sum(1 for _ in run.scan_history()) == theirs["count"] == ROWS


def test_a_run_that_failed_has_its_rows(read: tuple[Api, dict[str, Any]]) -> None:
    api, theirs = read
    run = api.run(f"{PATH}/failed")
    assert [run.state, *run.scan_history()] == theirs["failed"]
    assert run.history_info().complete


@pytest.mark.parametrize("name", ["redirected", "raw", "parts"])
def test_consoles_agree_however_they_were_captured(
    read: tuple[Api, dict[str, Any]], name: str
) -> None:
    api, theirs = read
    ours = [
        [
            line.number,
            line.time.isoformat() if line.time else None,
            line.level or "",
            line.label or "",
            line.raw,
        ]
        for line in api.run(f"{PATH}/{name}").console_logs()
    ]
    assert ours == theirs["consoles"][name]


def test_each_capture_brings_what_it_is_made_for(read: tuple[Api, dict[str, Any]]) -> None:
    api, _ = read
    texts = {
        name: [line.text for line in api.run(f"{PATH}/{name}").console_logs()]
        for name in ("redirected", "raw", "parts")
    }
    lines = [f"line {number}" for number in range(12)]
    # wandb 0.31.0 keeps what it redirects in a local file, and sends none of it.
    assert texts == {"redirected": [], "raw": ["progress 100%", "wrong"], "parts": lines}
    parts = sorted(api.run(f"{PATH}/parts").files("logs/*.log"), key=lambda file: file.name)
    assert "".join(part.read_text() for part in parts).splitlines() == lines


@pytest.mark.parametrize("difference", WANTED)
def test_a_wanted_difference_is_there(read: tuple[Api, dict[str, Any]], difference: str) -> None:
    api, theirs = read
    ours = list(api.run(f"{PATH}/odd").scan_history())
    there = {
        "absent": "late" not in ours[0] and theirs["odd"][0]["late"] is None,
        "keys": len(list(api.run(f"{PATH}/odd").scan_history(keys=["number"]))) == 4
        and len(theirs["number"]) == 7,
    }
    assert there[difference]
