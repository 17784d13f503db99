"""The benchmarks run at any size, and do not take a faster side that found something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bench import commands, pages
from bench.__main__ import counts_of, main
from bench.folders import digest_of
from bench.measure import Measurement
from bench.report import Report
from bench.tasks import Sizes
from bench.workloads import WORKLOADS

if TYPE_CHECKING:
    from pathlib import Path

TINY = Sizes(runs=1, rows=20, live=5, many=1, steps=5, files=3, large=30_000, members=2)


def test_a_work_on_files_is_measured_at_each_latency(tmp_path: Path) -> None:
    sizes = [f"--{name}={getattr(TINY, name)}" for name in TINY.__slots__]
    page = tmp_path / "figures.md"

    main(
        [
            *sizes,
            "--repeat=1",
            "--latency",
            "0",
            "0.001",
            "--only=small files of a run",
            f"--write={page}",
        ]
    )

    lines = [line for line in page.read_text().splitlines() if line.startswith("| small files")]
    assert len(lines) == 2
    for line in lines:
        assert "| 3 files |" in line
        assert "| 5 : 6 |" in line, (
            "a run, a page, the files, and the viewer of the official client"
        )
    at_once, delayed = (line.split(" | ")[-2] for line in lines)
    assert re.fullmatch(r"\d+\.\d\d, \d+\.\d\d", at_once), "the floor fetched the same"
    assert delayed.strip() == ""


def test_sizes_are_cut_for_delayed_requests_only() -> None:
    sizes, work = Sizes(), WORKLOADS["one key of it"]

    assert work.count_at(0.0, sizes) == sizes.rows
    assert work.count_at(0.05, sizes) == 200_000
    assert work.count_at(0.05, TINY) == TINY.rows, "never more than was asked for"
    assert counts_of(sizes, [0.0, 0.05])["rows"] == {1_000_000, 200_000}
    assert counts_of(sizes, [0.05])["files"] == {500}


def test_contents_are_compared_and_not_their_sizes(tmp_path: Path) -> None:
    for name, content in (("ours", b"abc"), ("same", b"abc"), ("other", b"abd")):
        (tmp_path / name / "part").mkdir(parents=True)
        (tmp_path / name / "part" / "a.bin").write_bytes(content)
    ours, same, other = (digest_of(tmp_path / name) for name in ("ours", "same", "other"))
    report, work = Report(steps=5), WORKLOADS["small files of a run"]
    report.begin(0.0)

    report.add("files", work, 1, measured(ours), measured(same))

    with pytest.raises(AssertionError):
        report.add("files", work, 1, measured(ours), measured(other))


def measured(result: str) -> Measurement:
    return Measurement(
        wall=2.0, cpu=2.0, work_wall=1.0, work_cpu=1.0, peak=1.0, result=result, modules=()
    )


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
