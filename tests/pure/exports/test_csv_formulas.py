"""Strings that a spreadsheet would run as formulas are escaped in CSV on request, and numbers stay numbers."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from runql._models.exports.settings import checked_formulas
from runql._transfer.exports.formats import _csv_texts
from runql.errors import UsageError

RUN = ["=1+1", "+1", "-2", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")', "plain", "", None]


def written(values: list[Any], *, escape: bool) -> list[Any]:
    found: list[Any] = _csv_texts(pa.chunked_array([pa.array(values)]), escape=escape).to_pylist()
    return found


def test_strings_that_begin_a_formula_get_an_apostrophe() -> None:
    assert written(RUN, escape=True) == [
        "'=1+1",
        "'+1",
        "'-2",
        "'@SUM(A1)",
        "'\tx",
        '"\'\rx"',
        '"\'=HYPERLINK(""http://x"")"',
        "plain",
        '""',
        "",
    ]


def test_strings_are_as_logged_unless_asked_for() -> None:
    assert written(["=1+1", "@x"], escape=False) == ["=1+1", "@x"]


def test_numbers_stay_numbers() -> None:
    assert written([-1.5, -2.0], escape=True) == ["-1.5", "-2.0"]
    assert written([-3], escape=True) == ["-3"]


def test_other_formats_hold_no_formulas() -> None:
    assert checked_formulas("escape", "csv") == "escape"
    with pytest.raises(UsageError, match="requires format='csv'"):
        checked_formulas("escape", "parquet")
    with pytest.raises(UsageError, match="csv_formulas"):
        checked_formulas("drop", "csv")
