"""Curves of buckets and samples: what a bucket's point is, extremes around places, and what is refused."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.analysis.bucket_series import bucket_series
from runql._models.analysis.curve_reads import CurveReading
from runql._models.analysis.curves import CurveQuery, check_grid, curve_columns
from runql._models.analysis.series import Series, at_places, extremes_at
from runql._models.analysis.smoothing import Rolling, check_smoothing
from runql._models.analysis.statistics import check_statistics
from runql._models.history.buckets import BucketsQuery
from runql.errors import DataValidationError, UsageError

if TYPE_CHECKING:
    from runql._models.analysis.curves import GroupKey
    from runql._models.history.buckets import HistoryBuckets

NAN = math.nan


def reduced(rows: list[tuple[float, float]], size: int) -> HistoryBuckets:
    """Return buckets of so many rows, computed one by one."""
    found: list[Any] = []
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        finite = [row for row in part if math.isfinite(row[1])]
        bucket: dict[str, Any] = {
            "bucketSize": len(part),
            "_stepAvg": math.fsum(x for x, _ in part) / len(part),
            "_stepLast": part[-1][0],
            "lossHasNaN": len(finite) < len(part),
        }
        if finite:
            low, high = min(finite, key=lambda row: row[1]), max(finite, key=lambda row: row[1])
            bucket |= {
                "lossAvg": math.fsum(y for _, y in finite) / len(finite),
                "lossMin": low[1],
                "lossMax": high[1],
                "lossLast": finite[-1][1],
                "lossXAtMin": low[0],
                "lossXAtMax": high[0],
            }
        found.append(bucket)
    return BucketsQuery.of(["loss"], "_step", 100).parsed([found], "e/p/r")


def of_rows(rows: list[tuple[float, float]]) -> Series:
    x, y = np.asarray(rows, dtype=float).reshape(-1, 2).T
    return Series("r", x, y, rows=len(rows))


def test_a_point_is_the_mean_of_a_bucket_at_the_mean_x() -> None:
    found = bucket_series("r", reduced([(0, 4), (2, 6), (10, 1), (12, 3), (20, 8)], 2))
    assert found.x.tolist() == [1, 11, 20]
    assert found.y.tolist() == [5, 2, 8]
    assert found.rows == 5
    assert found.cells is not None
    assert found.cells.low.tolist() == [4, 1, 8]
    assert found.cells.high.tolist() == [6, 3, 8]


def test_a_run_counts_from_its_first_row_to_its_last() -> None:
    found = bucket_series("r", reduced([(0, 4), (2, 6), (10, 1), (12, 3)], 2))
    assert (found.first, found.last) == (0, 12)
    values = at_places(found, np.asarray([-1.0, 0, 1, 6, 11, 12, 13]))
    assert values[1:6].tolist() == [5, 5, 3.5, 2, 2]
    assert np.isnan(values[[0, 6]]).all()


@pytest.mark.parametrize("start", [0.0, 0.1, 1 / 3, 1.79e9 + 0.25, -7.0])
@pytest.mark.parametrize("size", [3, 7, 49])
def test_the_first_row_of_evenly_spaced_ones_is_found(start: float, size: int) -> None:
    rows = [(start + 0.1 * index, (index * 7) % 5) for index in range(100)]
    found = bucket_series("r", reduced([(x, float(y)) for x, y in rows], size))
    assert found.first == pytest.approx(start, rel=1e-11, abs=1e-11)
    assert np.isfinite(at_places(found, np.asarray([start, rows[-1][0]]))).all()


def test_a_known_row_that_is_earlier_is_the_first() -> None:
    late = [(0.0, 2.0), (9.0, 1.0), (10.0, 3.0), (11.0, 1.0)]
    assert bucket_series("r", reduced(late, 3)).first == pytest.approx(2 * 19 / 3 - 10)
    known = [(0.0, 4.0), *late[1:]]
    assert bucket_series("r", reduced(known, 3)).first == 0


def test_buckets_of_one_row_are_the_rows() -> None:
    rows = [(0.0, 4.0), (2.0, 6.0), (2.0, 7.0), (3.0, 1.0)]
    found = bucket_series("r", reduced(rows, 1))
    assert found.cells is None
    assert found.x.tolist() == [0, 2, 3]
    assert found.y.tolist() == [4, 7, 1], "of rows with one x the last counts"
    assert found.rows == 4


def test_values_that_are_not_finite_are_in_no_mean() -> None:
    found = bucket_series("r", reduced([(0, NAN), (1, 3), (2, NAN), (3, math.inf), (4, 5)], 2))
    assert found.y[[0, 2]].tolist() == [3, 5]
    assert math.isnan(found.y[1])
    assert found.cells is not None, (
        "one row that is not finite may be infinite, which buckets do not tell"
    )


def test_buckets_at_one_place_are_one_point_with_the_mean_of_their_rows() -> None:
    rows = [(1.0, 1.0), (1.0, 3.0), (1.0, 8.0), (1.0, 8.0), (2.0, 4.0)]
    found = bucket_series("r", reduced(rows, 2))
    assert found.x.tolist() == [1, 2]
    assert found.y.tolist() == [5, 4]


def test_an_axis_that_goes_back_is_no_curve() -> None:
    rows = [(0.0, 1.0), (5.0, 1.0), (2.0, 1.0), (7.0, 1.0)]
    with pytest.raises(DataValidationError, match=r"curve over '_step' .* in run r do not ascend"):
        bucket_series("r", reduced(rows, 2))


def test_no_buckets_are_no_points() -> None:
    assert len(bucket_series("r", reduced([], 2)).x) == 0


@given(st.integers(1, 40), st.integers(1, 9), st.floats(-5, 5), st.floats(-50, 50))
def test_a_straight_line_is_exact_between_the_means(
    count: int, size: int, slope: float, start: float
) -> None:
    rows = [(float(x), slope * x + start) for x in range(count)]
    found = bucket_series("r", reduced(rows, size))
    places = np.linspace(found.x[0], found.x[-1], 7)
    np.testing.assert_allclose(at_places(found, places), slope * places + start, atol=1e-9)


NUMBERS = st.one_of(st.integers(-100, 100).map(float), st.just(NAN))


@given(st.lists(NUMBERS, min_size=1, max_size=60), st.integers(1, 9), st.integers(2, 12))
def test_extremes_of_buckets_hold_those_of_rows(
    values: list[float], size: int, places: int
) -> None:
    rows = [(float(x), y) for x, y in enumerate(values)]
    at = np.linspace(0, max(len(rows) - 1, 1), places)
    low, high = extremes_at(of_rows(rows), at)
    wide_low, wide_high = extremes_at(bucket_series("r", reduced(rows, size)), at)
    finite = [y for y in values if math.isfinite(y)]
    borders = [-1, *((at[1:] + at[:-1]) / 2), len(rows)]
    for index in range(places):
        own = [y for x, y in rows if borders[index] <= x < borders[index + 1] and y == y]
        if own:
            assert low[index] <= min(own)
            assert high[index] >= max(own)
            # The buckets are read from their numbers, so nothing is lost to rounding.
            assert wide_low[index] <= min(own)
            assert wide_high[index] >= max(own)
    if finite:
        assert np.nanmin(low) == np.nanmin(wide_low) == min(finite)
        assert np.nanmax(high) == np.nanmax(wide_high) == max(finite)


def test_the_envelope_is_of_the_rows_around_a_place() -> None:
    rows = [(0, 1), (1, 9), (4, 2), (5, -3), (10, 4)]
    low, high = extremes_at(
        of_rows([(float(x), float(y)) for x, y in rows]), np.asarray([0.0, 5, 10])
    )
    assert low.tolist() == [1, -3, 4]
    assert high.tolist() == [9, 2, 4]


def test_the_envelope_of_a_group_is_not_smoothed() -> None:
    one, other = of_rows([(0, 1), (1, 9), (2, 1)]), of_rows([(0, 0), (2, 0)])
    query = CurveQuery(
        "loss", "_step", (), "", 2, check_smoothing(0.9), check_statistics(("envelope", "n"), "t", 0)
    )  # fmt: skip
    groups: dict[GroupKey, list[Series]] = {(): [one, other]}
    found = curve_columns(groups, query)
    assert list(found) == ["_step", "envelope_low", "envelope_high", "n"]
    assert np.asarray(found["envelope_low"]).tolist() == [0, 0]
    assert np.asarray(found["envelope_high"]).tolist() == [1, 9], "the row at 1 is halfway to 2"


def asked(**more: Any) -> CurveReading:
    given: dict[str, Any] = {"grid": 200, "smooth": None, "stats": ("mean",), "x": "_step", **more}
    query = CurveQuery(
        "loss", given["x"], (), "", check_grid(given["grid"]), check_smoothing(given["smooth"]),
        check_statistics(given["stats"], "t", 0),
    )  # fmt: skip
    chosen = given.get("resolution", "buckets")
    return CurveReading.of(
        query, chosen, given.get("points"), given.get("min_step"), given.get("max_step")
    )


def test_specs_have_the_metric_and_x() -> None:
    assert asked(x="epoch", points=7).specs == [
        '{"keys": ["loss"], "samples": 7, "xAxis": "epoch"}'
    ]
    sampled = asked(resolution="sampled", x="_runtime", min_step=2, max_step=5)
    assert sampled.specs == [
        '{"keys": ["_step", "_runtime", "loss"], "samples": 500, "minStep": 2, "maxStep": 4}'
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"grid": "union"}, "grid='union'"),
        ({"grid": "union", "resolution": "sampled"}, "grid='union'"),
        ({"smooth": Rolling(5)}, "counts rows"),
        ({"stats": ("envelope",), "resolution": "sampled"}, "'envelope'"),
        ({"min_step": 5}, "min_step"),
        ({"max_step": 5}, "max_step"),
        ({"points": 1}, "between 2 and 10000, got 1"),
        ({"points": 10_001}, "got 10001"),
        ({"points": 5, "resolution": "exact"}, "points=5"),
        ({"x": "loss"}, "both a key and the x axis"),
        ({"resolution": "bucket"}, "resolution must be one of"),
    ],
    ids=[
        "union", "union of a sample", "rolling", "envelope of a sample", "first step", "last step", "one point",
        "too many points", "points of all", "axis", "no such word",
    ],
)  # fmt: skip
def test_what_needs_every_row_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        asked(**wrong)
