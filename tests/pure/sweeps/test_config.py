"""A sweep's configuration, typed and checked; its states; its paths."""

from __future__ import annotations

import importlib.util
import json
import sys
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from runql._models.sweeps.analysis import require_analysis
from runql._models.sweeps.config import (
    Distribution,
    Goal,
    SweepConfig,
    SweepMethod,
    SweepMetric,
    parse_sweep_config,
)
from runql._models.sweeps.search import sweep_order_to_wire
from runql._models.sweeps.state import SweepState, check_transition
from runql._models.sweeps.validation import checked_sweep_config
from runql._paths.sweeps import SweepPath, parse_sweep_path
from runql._paths.web_app import sweep_url
from runql.errors import (
    ConflictError,
    DataValidationError,
    MissingDependencyError,
    OrderError,
    PathError,
)

CONFIG: dict[str, Any] = {
    "method": "bayes",
    "name": "search",
    "metric": {"name": "loss", "goal": "maximize", "target": 0.9},
    "parameters": {
        "lr": {"distribution": "log_uniform_values", "min": "1e-4", "max": 1},
        "opt": {"parameters": {"name": {"values": ["a", "b"], "probabilities": [0.1, 0.9]}}},
        "n": {"min": 1, "max": 3},
        "fixed": {"value": None},
    },
    "early_terminate": {"type": "hyperband", "s": 2, "max_iter": 27, "eta": 3, "strict": True},
    "run_cap": 10,
    "command": ["python", "train.py"],
    "later": {"than": "this version"},
}


@pytest.mark.parametrize("write", [json.dumps, yaml.safe_dump], ids=["json", "yaml"])
def test_a_config_is_typed_and_keeps_what_it_does_not_know(write: Any) -> None:
    config = parse_sweep_config(write(CONFIG), "e/p/s")
    assert config.method is SweepMethod.BAYES
    assert config.metric == SweepMetric("loss", Goal.MAXIMIZE, 0.9)
    assert sorted(config.parameters) == ["fixed", "lr", "n", "opt.name"]
    assert config.parameters["lr"].min == 1e-4
    assert config.parameters["opt.name"].probabilities == (0.1, 0.9)
    assert config.parameters["n"].distribution is Distribution.INT_UNIFORM
    assert config.parameters["fixed"].distribution is Distribution.CONSTANT
    stop = config.early_terminate
    assert stop is not None
    assert (stop.type, stop.s, stop.max_iter, stop.strict) == ("hyperband", 2, 27, True)
    assert (config.run_cap, config.name, config.command) == (10, "search", ("python", "train.py"))
    assert config["later"] == {"than": "this version"}
    assert dict(config) == config.to_dict() == CONFIG


def test_a_method_of_a_newer_server_is_kept() -> None:
    config = SweepConfig({"method": "quantum", "parameters": {"x": {"distribution": "new"}}})
    assert config.method == "quantum"
    assert not config.method.is_known
    assert config.parameters["x"].distribution == "new"


def test_without_pyyaml_json_is_read_and_yaml_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert parse_sweep_config(json.dumps(CONFIG), "e/p/s").name == "search"
    with pytest.raises(MissingDependencyError, match=r"runql\[sweeps\]"):
        parse_sweep_config("method: grid", "e/p/s")


def test_the_analysis_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(MissingDependencyError, match=r"runql\[analysis\]"):
        require_analysis()


@pytest.mark.parametrize("text", ["[1]", "just text", "a: [", ""])
def test_what_is_no_config_is_refused(text: str) -> None:
    with pytest.raises(DataValidationError, match="e/p/s"):
        parse_sweep_config(text, "e/p/s")


def test_a_good_config_is_sent_with_its_distributions() -> None:
    sent = checked_sweep_config(CONFIG)
    parameters: Any = sent["parameters"]
    assert parameters["n"]["distribution"] == "int_uniform"
    assert sent["later"] == CONFIG["later"]
    assert "distribution" not in CONFIG["parameters"]["n"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"method": "guess"}, "got 'guess'"),
        ({"metric": {"goal": "maximize"}}, "metric must have a name"),
        ({"metric": None}, "metric must have a name"),
        ({"metric": {"name": "x", "goal": "up"}}, "got 'up'"),
        ({"run_cap": 0}, "run_cap must be an integer above 0, got 0"),
        ({"early_terminate": {"type": "hyperband"}}, "early_terminate must have min_iter"),
        ({"parameters": {}}, "parameters must be an object"),
        ({"parameters": {"x": 1}}, "parameter x must be an object"),
        ({"parameters": {"x": {}}}, "parameter x: it must have value"),
        ({"parameters": {"x": {"distribution": "odd"}}}, "unknown distribution 'odd'"),
        ({"parameters": {"x": {"min": 1}}}, "uniform requires max"),
        ({"parameters": {"x": {"min": 2, "max": 1}}}, "min must not be above max, got min=2"),
        ({"parameters": {"x": {"min": 1, "max": 2.5}}}, "both be integers or both be floats"),
        ({"parameters": {"x": {"values": []}}}, "values must be a list"),
        ({"parameters": {"x": {"values": [1], "probabilities": [0.5]}}}, "sum to 1"),
        ({"parameters": {"g": {"parameters": {"x": {}}}}}, "parameter g.x"),
        ({"method": "grid"}, "grid search does not support"),
        ({"parameters": {"x": {"value": object()}}}, "stored as JSON"),
    ],
)
def test_a_config_that_no_sweep_can_have_says_why(change: dict[str, Any], why: str) -> None:
    with pytest.raises(DataValidationError, match=why):
        checked_sweep_config({**CONFIG, **change})


@pytest.mark.parametrize(
    ("current", "wanted"),
    [
        ("PENDING", "PAUSED"),
        ("FINISHED", "PAUSED"),
        ("CANCELED", "FINISHED"),
        ("FINISHED", "CANCELED"),
    ],
)
def test_transitions_that_make_no_sense_are_refused(current: str, wanted: str) -> None:
    with pytest.raises(ConflictError, match=rf"sweep e/p/s: its state is {current}\."):
        check_transition(SweepState(current), SweepState(wanted), "e/p/s")


@pytest.mark.parametrize(
    ("current", "wanted"),
    [
        ("RUNNING", "PAUSED"),
        ("PENDING", "CANCELED"),
        ("PAUSED", "FINISHED"),
        ("FINISHED", "RUNNING"),
        ("SOMETHING_NEW", "PAUSED"),
    ],
)
def test_transitions_that_make_sense_pass(current: str, wanted: str) -> None:
    check_transition(SweepState(current), SweepState(wanted), "e/p/s")


@pytest.mark.parametrize(
    "path",
    [
        "e/p/s",
        "/e/p/s",
        "e/p/sweeps/s",
        ("e", "p", "s"),
        "https://wandb.ai/e/p/sweeps/s",
        "https://wandb.ai/e/p/sweeps/s/workspace?nw=1",
        "https://host/behind/a/path/e/p/sweeps/s",
        SweepPath("e", "p", "s"),
    ],
)
def test_every_spelling_of_a_path(path: Any) -> None:
    assert parse_sweep_path(path) == SweepPath("e", "p", "s")


def test_what_a_path_leaves_out_is_filled_in() -> None:
    assert parse_sweep_path("p/s", entity="e") == SweepPath("e", "p", "s")
    assert parse_sweep_path("s", entity="e", project="p") == SweepPath("e", "p", "s")
    assert parse_sweep_path("s", project="p") == SweepPath(None, "p", "s")


@pytest.mark.parametrize(
    "path", ["s", "", "a/b/c/d", "e//s", "https://wandb.ai/e/p/runs/r", "e/p/s?x", 3]
)
def test_what_names_no_sweep_is_refused(path: Any) -> None:
    with pytest.raises(PathError):
        parse_sweep_path(path)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_an_address_leads_back_to_its_path(name: str) -> None:
    path = SweepPath("e", "p", name)
    assert parse_sweep_path(sweep_url("https://wandb.ai", path)) == path


def test_orders_of_sweeps() -> None:
    assert sweep_order_to_wire("-createdAt") == "-created_at"
    assert sweep_order_to_wire("id") == "+name"
    with pytest.raises(OrderError, match="Allowed values: created_at"):
        sweep_order_to_wire("loss")


@pytest.mark.parametrize("value", [".inf", "-.inf", ".nan"])
def test_numbers_that_are_not_finite_are_no_counts(value: str) -> None:
    config = parse_sweep_config(
        f"run_cap: {value}\nearly_terminate: {{type: hyperband, max_iter: {value}}}", "x"
    )
    assert config.run_cap is None
    assert config.early_terminate is not None
    assert config.early_terminate.max_iter is None
