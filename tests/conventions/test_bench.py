"""The benchmarks run at any size, and do not take a faster side that found something else."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.__main__ import main
from bench.end_to_end import commands, pages
from bench.measuring import turns
from bench.measuring.figures import Figures, Sample
from bench.measuring.process import Measurement
from bench.measuring.truth import Truth
from bench.report import BEGIN, END, render, write
from bench.server.data import lay
from bench.server.process import LeanServer
from bench.server.sizes import LARGE_FILE, Sizes
from bench.server.store import Store
from bench.workloads.catalog import LOWER_BOUND, OFFICIAL, RUNQL, WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TINY = Sizes(runs=3, live=1200, exported=(40,), many=2, steps=30, small=500, block=2**16)
COUNTS = {
    "small": 3, "large": 100_000, "runs": 3, "names": 3, "live": 1200, "exported": 40, "many": 2, "samples": 2,
}  # fmt: skip
ON_SERVER = {name: workload for name, workload in WORKLOADS.items() if not workload.whole}
BARE = [
    (name, program)
    for name, workload in ON_SERVER.items()
    for program in workload.programs
    if program != OFFICIAL
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("bench") / "data"
    lay(found, TINY)
    return found


@pytest.fixture(scope="module")
def truth(folder: Path) -> Truth:
    return Truth(Store(folder))


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[LeanServer]:
    with LeanServer(folder) as running:
        yield running


@pytest.mark.parametrize(
    ("name", "program"), BARE, ids=[f"{name}: {program}" for name, program in BARE]
)
# Bare programs leave their connections to the end of their process.
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)
def test_every_program_finds_the_truth(
    name: str,
    program: str,
    server: LeanServer,
    truth: Truth,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = environment_of(server, tmp_path, monkeypatch)
    workload = WORKLOADS[name]
    assert turns.can_run(program), "its library is in the group bench"
    module_name, _, function = workload.programs[program].partition(":")
    module = importlib.import_module(module_name)
    found = getattr(module, function)(module.client(), COUNTS[workload.truth], str(out))
    truth.check(workload, COUNTS[workload.truth], found, out)


def environment_of(server: LeanServer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable, value in server.environment().items():
        monkeypatch.setenv(variable, value)
    (folder / "cache").mkdir()
    (folder / "out").mkdir()
    for variable in ("HOME", "RUNQL_CACHE_DIR", "WANDB_CACHE_DIR", "WANDB_DIR", "WANDB_CONFIG_DIR"):
        monkeypatch.setenv(variable, str(folder / "cache"))
    return folder / "out"


OFFICIAL_SCRIPT = """
import json, os, sys
from bench.workloads import official
api = official.client()
for function, count, folder in json.loads(sys.argv[1]):
    os.mkdir(folder)
    print(json.dumps(getattr(official, function)(api, count, folder)))
"""


def test_the_official_client_finds_the_truth(
    server: LeanServer, truth: Truth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = environment_of(server, tmp_path, monkeypatch)
    asked = [
        (
            workload.programs[OFFICIAL].partition(":")[2],
            COUNTS[workload.truth],
            str(out / str(number)),
        )
        for number, workload in enumerate(ON_SERVER.values())
    ]
    done = subprocess.run(
        [sys.executable, "-c", OFFICIAL_SCRIPT, json.dumps(asked)],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for workload, line, (_, count, place) in zip(
        ON_SERVER.values(), done.stdout.splitlines(), asked, strict=True
    ):
        truth.check(workload, count, json.loads(line), Path(place))


def test_a_wrong_sum_or_a_wrong_byte_is_no_result(
    truth: Truth, folder: Path, tmp_path: Path
) -> None:
    live, large = WORKLOADS["live rows as dicts"], WORKLOADS["artifact of one file, cold"]
    total = Store(folder).sum_of_live(40)
    truth.check(live, 40, {"rows": 40, "sum": total}, tmp_path)
    with pytest.raises(AssertionError):
        truth.check(live, 40, {"rows": 40, "sum": total * 1.001}, tmp_path)
    with pytest.raises(AssertionError):
        truth.check(live, 40, {"rows": 39, "sum": total}, tmp_path)

    content = bytearray(b"".join(Store(folder).large(1000).cut(0, 1000)))
    (tmp_path / LARGE_FILE).write_bytes(content)
    truth.check(large, 1000, {}, tmp_path)
    for wrong in (content[:-1], content + b"x", bytes([content[0] ^ 1]) + content[1:]):
        (tmp_path / LARGE_FILE).write_bytes(wrong)
        with pytest.raises(AssertionError):
            truth.check(large, 1000, {}, tmp_path)


def asked(server: LeanServer, query: str, **variables: object) -> Mapping[str, object]:
    body = json.dumps({"query": query, "variables": variables}).encode()
    with urllib.request.urlopen(f"{server.url}/graphql", body) as response:
        found: Mapping[str, object] = json.load(response)
    return found


def test_a_document_selects_what_the_server_answers(server: LeanServer) -> None:
    query = """
        query Some($with: Boolean!) {
          project(name: "runs-3") {
            __typename
            ...Two
            runs(first: 2, order: "+created_at") { edges { node { name nothing } } pageInfo { hasNextPage } }
          }
        }
        fragment Two on Project { count: runCount name @skip(if: $with) access @include(if: $with) }
    """
    edges = [{"node": {"name": f"run{index:06}", "nothing": None}} for index in range(2)]
    project = {
        "__typename": "Project",
        "count": 3,
        "access": "USER_READ",
        "runs": {"edges": edges, "pageInfo": {"hasNextPage": True}},
    }
    assert asked(server, query, **{"with": True}) == {"data": {"project": project}}
    assert server.counted()["Some"] == 1


def test_a_filter_that_the_server_does_not_know_is_refused(server: LeanServer) -> None:
    query = 'query F($f: JSONString) { project(name: "runs-3") { runCount(filters: $f) } }'
    chosen = json.dumps({"name": {"$in": ["run000001"]}})
    assert asked(server, query, f=chosen) == {"data": {"project": {"runCount": 1}}}
    with pytest.raises(urllib.error.HTTPError):
        asked(server, query, f=json.dumps({"state": "finished"}))


@pytest.mark.parametrize(
    ("asked_for", "first", "after"), [("0-9", 0, 10), ("95-", 95, 100), ("-5", 95, 100)]
)
def test_files_are_served_in_ranges(
    asked_for: str, first: int, after: int, server: LeanServer, folder: Path
) -> None:
    url = f"{server.url}/artifact/large-100/files/{LARGE_FILE}"
    request = urllib.request.Request(url, headers={"Range": f"bytes={asked_for}"})
    with urllib.request.urlopen(request) as response:
        assert response.status == 206
        assert response.headers["Content-Range"] == f"bytes {first}-{after - 1}/100"
        assert response.read() == b"".join(Store(folder).large(100).cut(first, after))
    beyond = urllib.request.Request(url, headers={"Range": "bytes=100-"})
    with pytest.raises(urllib.error.HTTPError, match="416"):
        urllib.request.urlopen(beyond)


@pytest.mark.parametrize("path", ["exported/7", "nothing"])
def test_a_file_that_is_not_there_is_not_found(path: str, server: LeanServer) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server.url}/{path}")


def fake(monkeypatch: pytest.MonkeyPatch, costs: Mapping[str, float]) -> list[str]:
    """Let programs cost so many seconds by the ends of their targets, and return who was run."""
    run: list[str] = []

    def measured(target: str, *_: object, **__: object) -> Measurement:
        run.append(target)
        (cost,) = (cost for end, cost in costs.items() if target.endswith(end))
        return Measurement(cost, cost, 1.0, 1, ())

    monkeypatch.setattr(turns, "measure", measured)
    return run


class Silent:
    """A server that receives no request."""

    def environment(self) -> dict[str, str]:
        return {}

    def counted(self) -> Mapping[str, int]:
        return {}

    def delay(self, seconds: float) -> None:
        pass


COSTS = {"runql:names": 2.0, "official:names": 40.0, "names_json": 1.0, "names_orjson": 3.0}


def run_case(figures: Figures, truth: Truth, count: int = 5) -> None:
    case = turns.Case("names of runs", 100, 0.0, count, 60.0, (RUNQL, OFFICIAL, LOWER_BOUND))
    turns.Turns(Silent(), truth, figures, lambda _: None).run(case, 1)


def test_turns_end_where_they_change_nothing(
    truth: Truth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = fake(monkeypatch, COSTS)
    monkeypatch.setattr(turns, "can_run", lambda _: True)
    figures = Figures(tmp_path / "figures.json")
    run_case(figures, truth)

    def count(program: str) -> int:
        return len(figures.turns("names of runs", program, 100, 0.0))

    assert count(RUNQL) == 5
    assert count(OFFICIAL) == 2, "its budget is spent"
    assert count(".names_json") == 5
    assert count(".names_orjson") == 1, "it is not the lower bound"
    assert run.count("bench.workloads.runql:names") == 6, "once to learn what it loads"
    known = Figures(tmp_path / "figures.json")
    assert known.samples == figures.samples
    run.clear()
    run_case(known, truth)
    assert run == [], "a run that is resumed measures nothing twice"


def test_tables_have_ratios_goals_and_growth(
    truth: Truth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(monkeypatch, COSTS)
    monkeypatch.setattr(turns, "can_run", lambda _: True)
    figures = Figures(tmp_path / "figures.json")
    for count in (1000, 10_000):
        case = turns.Case("names of runs", count, 0.0, 2, 60.0, (RUNQL, OFFICIAL, LOWER_BOUND))
        turns.Turns(Silent(), truth, figures, lambda _: None).run(case, 1)
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")

    write(page, render(figures, [0.0, 0.05], [0.1, 1.0]))

    text = page.read_text()
    assert text.startswith("before")
    assert text.endswith("after\n")
    assert "old" not in text
    short, line, grown = (each for each in text.splitlines() if each.startswith("| names of runs"))
    assert "| 10,000 runs | 40.00 | 2.00 | 0.05 |" in short
    assert "| 10,000 runs | 40.00 | 2.00 | 1.00 names json | 0.050 | 2.000 |" in line
    assert "CPU ≤ 0.25 of wandb: met" in line
    assert "| 2.00, 2.00 | 1.0 |" in grown


def test_figures_of_one_side_are_replaced(tmp_path: Path) -> None:
    figures = Figures(tmp_path / "figures.json")
    for program in (RUNQL, OFFICIAL, ".names_json"):
        figures.add(Sample("names of runs", program, 5, 0.0, 1.0, 1.0, 1.0, 1, "2026-11-29"))

    figures.drop(lambda each: turns.side_of(each.program) == LOWER_BOUND)

    kept = [each.program for each in Figures(tmp_path / "figures.json").samples]
    assert kept == [RUNQL, OFFICIAL]


def test_a_work_is_measured_in_processes_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = ("--scales", "0.0005", "--latency", "0", "--turns", "1", "--steps", "5")
    page = tmp_path / "figures.md"

    main(
        [*sizes, "--only", "names of runs", "--side", "runql", "lower-bound", "--write", str(page)]
    )

    (line,) = [each for each in page.read_text().splitlines() if each.startswith("| names of runs")]
    cells = line.split(" | ")
    assert cells[1] == "5 runs"
    assert re.fullmatch(r"\d+\.\d\d", cells[3])
    assert cells[9] == "-, 1", "one page of runs"
    assert "names of runs" in capsys.readouterr().out


def test_pages_of_the_sandbox_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    sizes = ("runs=3", "rows=20", "many=2", "steps=5", "files=3", "repeat=1")
    pages.main([f"--{each}" for each in sizes])

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + len(pages.pages(1, 1, 1, 1))
    assert all(re.fullmatch(r"\| [^|]+( \| [\d,]+){3} \|", line) for line in lines[2:])


def test_commands_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    commands.main(["--runs", "3", "--repeat", "1"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 + len(commands.commands(3))
    assert lines[2].endswith("| 0 |")
    assert lines[-1].endswith("| 1 |")
