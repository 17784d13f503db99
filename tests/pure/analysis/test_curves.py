"""Curves of groups: grids, interpolation, smoothing and statistics, against values computed by hand."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.analysis.curves import CurveQuery, check_grid, curve_columns
from runql._models.analysis.series import Series, at_places, series_of
from runql._models.analysis.smoothing import EMA, Gaussian, Rolling, check_smoothing, smoothed
from runql._models.analysis.statistics import Statistics, check_statistics
from runql.errors import DataValidationError, UsageError

if TYPE_CHECKING:
    from runql._models.analysis.curves import Grid, GroupKey
    from runql._models.analysis.smoothing import Smoothing

NAN = math.nan


def series(x: list[float], y: list[float], run: str = "r") -> Series:
    return Series(run, np.asarray(x, dtype=float), np.asarray(y, dtype=float))


def asked(
    grid: Grid = "union", smooth: Smoothing | None = None, stats: tuple[str, ...] = ("mean", "n")
) -> CurveQuery:
    return CurveQuery("loss", "_step", ("algo",), "", grid, smooth, check_statistics(stats, "t", 0))


def test_a_place_between_two_points_is_linear_and_outside_there_is_nothing() -> None:
    found = at_places(series([0, 10], [1, 3]), np.asarray([-1.0, 0, 2.5, 10, 11]))
    assert found.tolist()[1:4] == [1, 1.5, 3]
    assert np.isnan(found[[0, 4]]).all()


def test_a_logged_nan_is_a_gap_and_its_neighbors_keep_their_values() -> None:
    found = at_places(series([0, 1, 2, 3], [5, NAN, 7, 9]), np.asarray([0, 0.5, 1, 1.5, 2, 2.5]))
    assert np.isnan(found[[1, 2, 3]]).all()
    assert found[[0, 4, 5]].tolist() == [5, 7, 8]


def test_rows_that_lack_x_or_the_metric_are_left_out_and_the_last_of_one_x_counts() -> None:
    table = pa.table(
        {
            "_step": [0, 1, 2, 3, 4],
            "epoch": [1, None, 0, 1, 2],
            "loss": [0.5, 0.4, 0.3, 0.25, None],
        }
    )
    found = series_of("r", table, "epoch", "loss")
    assert found.x.tolist() == [0, 1]
    assert found.y.tolist() == [0.3, 0.25]


def test_a_history_without_the_metric_gives_no_points() -> None:
    assert len(series_of("r", pa.table({"_step": [1]}), "_step", "loss").x) == 0


def test_texts_are_no_curve() -> None:
    table = pa.table({"_step": [1], "loss": ["low"]})
    with pytest.raises(DataValidationError, match="'loss' of run r has values of the kind"):
        series_of("r", table, "_step", "loss")


def test_runs_of_a_group_count_within_their_own_range_only() -> None:
    groups: dict[GroupKey, list[Series]] = {("a",): [series([0, 1, 2], [0, 2, 4]), series([0, 2], [2, 2])],
              ("b",): [series([1, 5], [1, 1])]}  # fmt: skip
    found = curve_columns(groups, asked())
    assert found["algo"] == ["a", "a", "a", "b", "b"]
    assert np.asarray(found["_step"]).tolist() == [0, 1, 2, 1, 5]
    assert np.asarray(found["mean"]).tolist() == [1, 2, 3, 1, 1]
    assert np.asarray(found["n"]).tolist() == [2, 2, 2, 1, 1]


def test_a_grid_of_places_is_the_same_for_all_groups() -> None:
    groups: dict[GroupKey, list[Series]] = {
        ("a",): [series([0, 4], [0, 4])],
        ("b",): [series([2, 8], [2, 8])],
    }
    found = curve_columns(groups, asked(grid=5))
    assert np.asarray(found["_step"]).tolist() == [0, 2, 4, 2, 4, 6, 8]
    assert np.asarray(found["mean"]).tolist() == [0, 2, 4, 2, 4, 6, 8]


def test_places_may_be_given() -> None:
    found = curve_columns({("a",): [series([0, 10], [0, 10])]}, asked(grid=[1.0, 9.0, 11.0]))
    assert np.asarray(found["mean"]).tolist() == [1, 9]


def test_groups_without_points_give_a_table_with_its_columns() -> None:
    found = curve_columns({("a",): [series([], [])]}, asked(stats=("mean", "ci95")))
    assert list(found) == ["algo", "_step", "mean", "ci95_low", "ci95_high"]
    assert all(len(column) == 0 for column in found.values())


@pytest.mark.parametrize("grid", [1, 0, -5, "all", True, 2.5, [], [1.0, 1.0], [2.0, 1.0], None])
def test_other_grids_are_refused(grid: object) -> None:
    with pytest.raises(UsageError):
        check_grid(grid)


def test_statistics_of_three_values() -> None:
    values = np.asarray([[1.0], [2.0], [6.0]])
    names = ("mean", "std", "sem", "min", "max", "median", "ci95", "n")
    columns = check_statistics(names, "t", 0).of(values)
    found = {name: column[0] for name, column in columns.items()}
    deviation = math.sqrt((4 + 1 + 9) / 2)
    # The quantile of Student's t for 2 degrees of freedom and 97.5 %, from a table.
    half = 4.302652729911275 * deviation / math.sqrt(3)
    assert found == pytest.approx(
        {"mean": 3, "std": deviation, "sem": deviation / math.sqrt(3), "min": 1, "max": 6, "median": 2,
         "ci95_low": 3 - half, "ci95_high": 3 + half, "n": 3}
    )  # fmt: skip


def test_one_run_has_a_mean_and_no_spread() -> None:
    found = Statistics(("mean", "std", "ci95", "n")).of(np.asarray([[2.0, NAN]]))
    assert found["mean"][0] == 2
    assert found["n"].tolist() == [1, 0]
    assert np.isnan([found["std"][0], found["ci95_low"][0], found["mean"][1]]).all()


def test_the_bootstrap_has_a_seed_and_lies_within_the_values() -> None:
    values = np.random.default_rng(1).normal(size=(8, 30))
    values[3, 10:] = NAN
    first = Statistics(("ci95",), "bootstrap", 7).of(values)
    again = Statistics(("ci95",), "bootstrap", 7).of(values)
    other = Statistics(("ci95",), "bootstrap", 8).of(values)
    assert first["ci95_low"].tolist() == again["ci95_low"].tolist() != other["ci95_low"].tolist()
    means = np.nanmean(values, axis=0)
    assert (first["ci95_low"] < means).all()
    assert (means < first["ci95_high"]).all()
    assert (np.nanmin(values, axis=0) <= first["ci95_low"]).all()


def test_unknown_statistics_are_refused() -> None:
    with pytest.raises(UsageError, match="must be one of 'mean', 'std'"):
        check_statistics(("mean", "var"), "t", 0)


def test_the_average_of_the_web_app_by_hand() -> None:
    # A weight of 0.25 counts by sqrt(0.25) = 0.5 for each thousandth of the range of x, which is 1000 here.
    x, y = np.asarray([0.0, 1, 3]), np.asarray([1.0, 2, 4])
    second = (1 * 0.5 + 2) / (0.5 + 1)
    third = ((1 * 0.5 + 2) * 0.25 + 4) / ((0.5 + 1) * 0.25 + 1)
    assert smoothed(x, y, EMA(0.25), 1000).tolist() == pytest.approx([1, second, third])


def test_a_rolling_mean_has_fewer_points_at_the_ends() -> None:
    x, y = np.arange(5.0), np.asarray([1.0, 2, 3, 4, 10])
    assert smoothed(x, y, Rolling(3), 4).tolist() == pytest.approx([1.5, 2, 3, 17 / 3, 7])


def test_a_gaussian_of_three_points_by_hand() -> None:
    x, y = np.arange(3.0), np.asarray([0.0, 0, 1])
    one, two = math.exp(-0.5), math.exp(-2)
    found = smoothed(x, y, Gaussian(1), 2)
    assert found[0] == pytest.approx(two / (1 + one + two))
    assert found[2] == pytest.approx(1 / (1 + one + two))


@given(
    y=st.lists(st.floats(-1e6, 1e6) | st.just(NAN), min_size=1, max_size=40),
    how=st.sampled_from([EMA(0.0), EMA(0.6), EMA(1.0), Rolling(1), Rolling(5), Gaussian(0.5), Gaussian(3)]),
)  # fmt: skip
def test_smoothed_values_stay_within_the_values_and_nan_stays(
    y: list[float], how: Smoothing
) -> None:
    values = np.asarray(y)
    found = smoothed(np.arange(float(len(y))), values, how, float(len(y)))
    assert np.isnan(found).tolist() == np.isnan(values).tolist()
    known = values[~np.isnan(values)]
    if len(known):
        inside = found[~np.isnan(found)]
        assert inside.min() >= known.min() - 1e-6
        assert inside.max() <= known.max() + 1e-6


@pytest.mark.parametrize(
    "smooth", [-0.1, 1.5, NAN, True, "ema", EMA(2), Rolling(2), Rolling(0), Gaussian(0)]
)
def test_other_smoothing_is_refused(smooth: object) -> None:
    with pytest.raises(UsageError):
        check_smoothing(smooth)  # type: ignore[arg-type]


def test_a_number_is_the_weight_of_the_web_app() -> None:
    assert check_smoothing(0.6) == EMA(0.6)
    assert check_smoothing(None) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(-5, 5)), min_size=1, max_size=20))
def test_a_union_grid_has_every_point_of_a_single_run(points: list[tuple[int, float]]) -> None:
    table = pa.table(
        {"_step": [step for step, _ in points], "loss": [value for _, value in points]}
    )
    one = series_of("r", table, "_step", "loss")
    found = curve_columns({("a",): [one]}, asked())
    last = dict(points)
    assert np.asarray(found["_step"]).tolist() == sorted(last)
    assert np.asarray(found["mean"]).tolist() == [last[step] for step in sorted(last)]
