"""Keys that have the name of a column of runql's own keep their values under another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql._models.history import many_runs
from runql._models.history.frame import HistoryParts
from runql._models.history.many_runs import GatheredHistories, RunHistory
from runql._models.history.plan import HistoryQuery
from runql._models.history.rows import renamed
from runql._paths.runs import RunPath

if TYPE_CHECKING:
    from runql._frames.flatten import Row


def gathered(keys: tuple[str, ...] | None = None) -> GatheredHistories:
    rows: list[list[Row]] = [
        [{"_step": 0, "loss": 1.0}],
        [{"_step": 0, "run_id": 7, "history.run_id": "x"}],
    ]
    if keys is not None:
        rows = [
            [{"_step": 0, **{key: row.get(key) for key in keys}} for row in run] for run in rows
        ]
    histories = [
        RunHistory(RunPath("e", "p", name), name, "", HistoryParts(keys, [], found))
        for name, found in zip(("one", "two"), rows, strict=True)
    ]
    return GatheredHistories(HistoryQuery(keys), histories)


@pytest.mark.parametrize("has_arrow", [True, False])
def test_a_run_id_that_was_logged_takes_no_frame_away(
    monkeypatch: pytest.MonkeyPatch, has_arrow: bool
) -> None:
    monkeypatch.setattr(many_runs, "can_read_parquet", lambda: has_arrow)
    frame = gathered().to_pandas()
    assert frame["run_id"].tolist() == ["one", "two"]
    assert frame["history.history.run_id"].dropna().tolist() == [7]
    assert frame["history.run_id"].dropna().tolist() == ["x"]
    asked = gathered(("run_id",)).to_pandas()
    assert list(asked.columns) == ["run_id", "_step", "history.run_id"]
    assert asked["history.run_id"].dropna().tolist() == [7]


def test_a_sample_does_not_write_over_a_key_of_the_same_name() -> None:
    frame = HistoryParts(None, [], [{"_step": 0, "_sampled": 3}], sampled=True).to_polars()
    assert frame.to_dict(as_series=False) == {
        "_step": [0],
        "history._sampled": [3],
        "_sampled": [True],
    }


def test_names_are_free_and_others_stay() -> None:
    assert renamed(["a", "b"], "c") == ["a", "b"]
    assert renamed(["c", "history.c"], "c") == ["history.history.c", "history.c"]
