"""Old names of the public interface still work, with a warning that names the new one."""

from __future__ import annotations

import importlib

import pytest

from runql._models.history.rows import HistoryInfo, HistoryRecords
from runql.errors import UsageError


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("runql", "Place", "Resource"),
        ("runql.errors", "DocumentError", "DataValidationError"),
        ("runql.errors", "ExportDamagedError", "ExportCorruptedError"),
        ("runql.errors", "ManyFailedError", "BatchError"),
        ("runql.errors", "PartlyDoneError", "PartialUpdateError"),
    ],
)
def test_an_old_name_is_the_new_one(module: str, old: str, new: str) -> None:
    loaded = importlib.import_module(module)
    with pytest.warns(DeprecationWarning, match=f"use {new}"):
        found = getattr(loaded, old)
    assert found is getattr(loaded, new)
    assert old not in loaded.__all__


def test_old_attributes_read_as_the_new_ones() -> None:
    with pytest.warns(DeprecationWarning, match="use error.hint"):
        assert UsageError("no", hint="do").remedy == "do"
    with pytest.warns(DeprecationWarning, match="use records.info"):
        assert HistoryRecords(info=HistoryInfo(total_rows=3)).facts.total_rows == 3


def test_names_that_never_were_are_refused() -> None:
    with pytest.raises(AttributeError, match="Typo"):
        importlib.import_module("runql.errors").Typo  # noqa: B018
