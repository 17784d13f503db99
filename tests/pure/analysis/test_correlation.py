"""Correlations of columns with a metric, compared with pandas and with values computed manually."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._models.analysis.correlation import compute_correlations
from runql.errors import UsageError

if TYPE_CHECKING:
    from runql.analysis import Correlation

NAN = math.nan


def correlation(values: list[Any], target: list[float]) -> Correlation:
    rows = [{} if value == "absent" else {"config.a": value} for value in values]
    return compute_correlations("score", ["config.a"], rows, target)[0]


def test_values_by_hand() -> None:
    found = correlation([1, 2, 3, 4], [1.0, 4, 9, 16])
    # Means 2.5 and 7.5: sums of products 25, of squares 5 and 129.
    assert found.pearson == pytest.approx(25 / math.sqrt(5 * 129))
    assert found.spearman == pytest.approx(1)
    assert found.n == 4


def test_equal_values_have_the_mean_of_their_ranks() -> None:
    found = correlation([1, 1, 2, 3], [1.0, 2, 3, 3])
    # Ranks 1.5 1.5 3 4 and 1 2 3.5 3.5.
    assert found.spearman == pytest.approx(4.0 / math.sqrt(4.5 * 4.5))


def test_runs_without_a_number_do_not_count() -> None:
    found = correlation([1, "absent", NAN, math.inf, None, 3, 2], [1.0, 9, 9, 9, 9, 2, 3])
    assert found.n == 3
    assert found.pearson == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("values", "target"),
    [([2, 2, 2], [1.0, 2, 3]), ([1, 2, 3], [5.0, 5, 5]), ([1, NAN, None], [1.0, 2, 3]), ([NAN, None], [1.0, 2])],
    ids=["constant values", "constant metric", "one value", "no value"],
)  # fmt: skip
def test_what_does_not_vary_has_no_correlation(values: list[Any], target: list[float]) -> None:
    found = correlation(values, target)
    assert (found.pearson, found.spearman) == (None, None)
    assert found.strength == 0


def test_truth_values_are_numbers() -> None:
    assert correlation([True, False, True], [3.0, 1, 3]).pearson == pytest.approx(1)


def test_other_values_are_categories() -> None:
    values = ["adam", "sgd", "adam", 3, NAN, "absent", ["x"]]
    found = correlation(values, [3.0, 1, 3, 1, 7, 8, 1])
    assert (found.pearson, found.spearman, found.n) == (None, None, 5)
    assert list(found.categories) == ["3", '["x"]', "adam", "sgd"]
    assert found.categories["adam"].pearson == pytest.approx(1)
    assert found.categories["adam"].n == 5
    assert found.strength == pytest.approx(1)


def test_different_values_are_different_categories() -> None:
    found = correlation([1, "1", True, "true", None, "null"], [1.0, 2, 3, 4, 9, 5])
    assert list(found.categories) == ['"1"', '"true"', "1", "null", "true"]
    assert found.n == 5


def test_a_single_category_has_no_correlation() -> None:
    found = correlation(["adam", "adam"], [1.0, 2])
    assert found.categories["adam"].pearson is None


def test_numbers_of_any_size() -> None:
    for scale in (1e-320, 1e-160, 1e160, 1e300):
        assert correlation([1 * scale, 2 * scale, 4 * scale], [1.0, 2, 4]).pearson == pytest.approx(
            1
        )
    assert correlation([10**400, 1, 2, 3], [9.0, 1, 2, 3]).n == 3


def test_the_strongest_is_first_and_rows_have_the_categories() -> None:
    rows = [
        {"config.lr": lr, "config.kind": kind, "summary.size": 3}
        for lr, kind in ((1, "a"), (2, "b"), (3, "a"), (4, "b"))
    ]
    found = compute_correlations(
        "score", ["summary.size", "config.kind", "config.lr"], rows, [1.0, 2, 3, 4]
    )
    assert [each.column for each in found] == ["config.lr", "config.kind", "summary.size"]
    assert found.by_name("lr") is found[0]
    assert found.runs == len(rows)
    assert [(row["column"], row["category"]) for row in found.records()] == [
        ("config.lr", None), ("config.kind", None), ("config.kind", "a"), ("config.kind", "b"),
        ("summary.size", None),
    ]  # fmt: skip
    assert list(found.to_pandas()["n"]) == [4] * 5
    assert repr(found).startswith(
        "<Correlations with score, 4 runs: config.lr=1.00, config.kind=None"
    )
    with pytest.raises(KeyError):
        found.by_name("size")


def test_one_run_is_too_few() -> None:
    with pytest.raises(UsageError, match="1 run has a finite score"):
        correlation([1], [1.0])


@given(
    st.lists(
        st.tuples(
            st.one_of(st.integers(-50, 50), st.floats(-50, 50), st.just(NAN), st.none()),
            st.floats(-50, 50),
        ),
        min_size=2,
        max_size=30,
    )
)
def test_pandas_says_the_same(pairs: list[tuple[float | None, float]]) -> None:
    rounded = [(None if x is None else round(x, 3) if x == x else x, round(y, 3)) for x, y in pairs]
    found = correlation([x for x, _ in rounded], [y for _, y in rounded])
    frame = pd.DataFrame(rounded, columns=["x", "y"], dtype=float).dropna()
    assert found.n == len(frame)
    for method, ours in (("pearson", found.pearson), ("spearman", found.spearman)):
        if frame["x"].nunique() < 2 or frame["y"].nunique() < 2:
            assert ours is None
        else:
            expected = frame["x"].corr(frame["y"], method=method)  # type: ignore[arg-type]
            assert ours == pytest.approx(np.float64(expected), abs=1e-6)
