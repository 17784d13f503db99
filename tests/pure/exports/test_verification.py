"""Rows of an export compared with what a server counts, which may count lines of one step as one or as two."""

from __future__ import annotations

from pathlib import Path

import pytest

from runql._models.exports.manifest import Manifest, Mark, RunRecord
from runql._models.exports.parts import Part
from runql._models.exports.report import ExportVerification
from runql._models.exports.settings import ExportSettings
from runql._transfer.exports.verification import check_server

SETTINGS = ExportSettings("http://w.test", "e/p", "parquet", "{}", "+created_at", None, False, None)


@pytest.mark.parametrize(
    ("state", "rows", "merged", "lines", "ok"),
    [
        ("finished", 10, 0, 10, True),
        ("finished", 9, 1, 10, True),  # the server counts both lines of a step
        ("finished", 9, 1, 9, True),  # it counts steps
        ("finished", 9, 0, 10, False),
        ("finished", 8, 1, 10, False),
        ("finished", 11, 0, 10, False),
        ("running", 11, 0, 10, True),  # rows came while it was read
        ("running", 8, 1, 10, False),
    ],
)
def test_rows_are_compared_with_what_was_read(
    state: str, rows: int, merged: int, lines: int, ok: bool
) -> None:
    mark = Mark("id", state, None, None, lines)
    record = RunRecord("r", mark, 9, Part("history/r.parquet", rows, 1, "0"), merged=merged)
    manifest = Manifest(SETTINGS, {"r": RunRecord.of_json(record.to_json())})
    found = ExportVerification(Path("x"), runs=1, files=1, rows=rows, bytes=1)
    checked = check_server(found, manifest, {"r": mark})
    assert checked.ok is ok
    assert checked.server


def test_a_manifest_of_an_earlier_version_has_no_merged_rows() -> None:
    record = RunRecord("r", Mark("id", "finished", None, None, 1), 0, Part("h", 1, 1, "0"))
    document = record.to_json()
    del document["merged"]
    assert RunRecord.of_json(document).merged == 0
