"""Suggestions and stopping: within their bounds, the same for the same seed, and better than chance."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql_sandbox.sweep_search import Finished, SearchConfig, read_config, suggest, to_stop
from runql_sandbox.sweep_search.distributions import DISTRIBUTIONS, read_parameter

BOUNDS: dict[str, Any] = {
    "value": 3,
    "values": ["a", 1, None],
    "probabilities": [0.5, 0.25, 0.25],
    "min": 1,
    "max": 5,
    "a": 2,
    "b": 5,
}


def config(method: str, **parameters: dict[str, Any]) -> SearchConfig:
    document = {"method": method, "metric": {"name": "loss"}, "parameters": parameters}
    return read_config(json.dumps(document))


@given(kind=st.sampled_from(DISTRIBUTIONS), unit=st.floats(0, 1, exclude_max=True))
def test_every_distribution_keeps_to_its_bounds(kind: str, unit: float) -> None:
    value = read_parameter(("x",), {**BOUNDS, "distribution": kind}).at(unit)
    if kind == "constant":
        assert value == 3
    elif kind.startswith("categorical"):
        assert value in BOUNDS["values"]
    elif "log_uniform" in kind and not kind.endswith("values"):
        assert 2 <= value <= 149
    elif "uniform" in kind:
        assert 1 <= value <= 5
    if kind == "int_uniform":
        assert isinstance(value, int)


def test_a_grid_is_every_combination_once_and_then_over() -> None:
    search = config("grid", a={"values": [1, 2]}, b={"min": 0, "max": 2})
    cells = [suggest(search, number, "s").values for number in range(6)]
    assert cells == [{"a": a, "b": b} for a in (1, 2) for b in (0, 1, 2)]
    with pytest.raises(Finished):
        suggest(search, 6, "s")


def test_a_search_is_the_same_for_the_same_seed() -> None:
    search = config("random", x={"min": 0.0, "max": 1.0})
    assert suggest(search, 3, "seed") == suggest(search, 3, "seed")
    assert suggest(search, 3, "seed") != suggest(search, 3, "other")


def test_bayes_ends_nearer_to_the_best_than_chance() -> None:
    def best(method: str, seed: str) -> float:
        search = config(method, x={"min": 0.0, "max": 1.0}, y={"min": 0.0, "max": 1.0})
        known: list[tuple[tuple[float, ...], float]] = []
        for number in range(40):
            found = suggest(search, number, seed, known)
            loss = (found.values["x"] - 0.8) ** 2 + (found.values["y"] - 0.2) ** 2
            known.append((found.units, loss))
        return min(loss for _, loss in known)

    seeds = [f"s{number}" for number in range(10)]
    bayes, chance = (sorted(best(method, seed) for seed in seeds) for method in ("bayes", "random"))
    assert bayes[5] < chance[5] / 2


@pytest.mark.parametrize("maximize", [False, True])
def test_hyperband_stops_the_worse_half(maximize: bool) -> None:
    rule = {"type": "hyperband", "min_iter": 2, "eta": 2}
    sign = -1 if maximize else 1
    histories = {
        "good": [sign * 1.0, sign * 0.5],
        "bad": [sign * 9.0, sign * 8.0],
        "young": [sign * 99.0],
        "nan": [float("nan"), float("nan")],
    }
    assert to_stop(rule, histories, maximize=maximize) == {"bad"}
    assert to_stop({"type": "other"}, histories, maximize=maximize) == set()


def test_a_run_that_caught_up_goes_on_unless_hyperband_is_strict() -> None:
    rule = {"type": "hyperband", "min_iter": 2, "eta": 2}
    late = {"late": [9.0, 9.0, 9.0, 0.1], "early": [1.0, 1.0, 1.0, 1.0], "alone": [0.5]}
    assert to_stop(rule, late, maximize=False) == {"early"}
    assert to_stop({**rule, "strict": True}, late, maximize=False) == {"early", "late"}


def test_a_run_is_judged_by_the_last_look_it_shares_with_others() -> None:
    rule = {"type": "hyperband", "min_iter": 3, "eta": 2}
    histories = {"good": [0.1] * 4, "better": [0.05] * 4, "far": [0.9] * 40}
    assert to_stop(rule, histories, maximize=False) == {"far"}


def test_yaml_and_json_mean_the_same() -> None:
    text = (
        "method: grid\nmetric: {name: loss, goal: maximize}\nparameters:\n  lr: {values: [1, 2]}\n"
    )
    found = read_config(text)
    assert (found.method, found.metric, found.maximize, found.expected_runs) == (
        "grid",
        "loss",
        True,
        2,
    )
