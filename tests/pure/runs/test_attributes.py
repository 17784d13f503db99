"""The models of a project read every run that they were written from, and checkers know their fields."""

from __future__ import annotations

import importlib.util
import math
import random
import sys
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from runql._models.projects.schema_inference import Seen
from runql.cli.model_source import compare_sources, write_source
from tests.checkers import mypy

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

MIXED: list[Any] = [1, 0.5, True, "adam", None, [1, 2], [0.5, None], {"a": 1}, {}, [{"b": 1}]]


def config_of(number: int) -> dict[str, Any]:
    """A config as real projects have them: keys that come and go, and change their kind."""
    chance = random.Random(number)
    found: dict[str, Any] = {
        "lr": chance.choice([1, 0.1, 1e-4]),
        "batch_size": chance.choice([32, 64]),
        "optimizer": {"name": chance.choice(["adam", "sgd"]), "betas": [0.9, 0.99]},
        "eval/every": chance.choice([10, None]),
        "class": "a keyword",
        "copy": True,
        "model_name": "small",
        "3d": False,
        "a.b": 1,
        "a-b": 2,
        "mixed": chance.choice(MIXED),
        "_hidden": 1,
    }
    if number % 3 == 0:
        found["late"] = "only some have it"
        found["optimizer"]["momentum"] = 0.9
    if number % 50 == 0:
        found["seldom"] = {"deep": {"deeper": {"deepest": number}}}
    return found


def summary_of(number: int) -> dict[str, Any]:
    found: dict[str, Any] = {"accuracy": number / 500, "_step": 3, "best": {"epoch": number}}
    if number % 7 == 0:
        found["accuracy"] = math.nan
    if number % 5 == 0:
        found["loss"] = "NaN"
    elif number % 2 == 0:
        found["loss"] = 0.25
    return found


def source_of(count: int) -> str:
    config, summary = Seen(), Seen()
    for number in range(count):
        config.add(config_of(number))
        summary.add_summary(summary_of(number))
    return write_source("entity/project", count, config, summary)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / "models.py"
    path.write_text(source_of(500))
    return path


@pytest.fixture(scope="module")
def module(written: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("written_models", written)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules["written_models"] = found
    spec.loader.exec_module(found)
    return found


def test_every_run_fits_and_keeps_its_values(module: ModuleType) -> None:
    configs, summaries = TypeAdapter(module.Config), TypeAdapter(module.Summary)
    for number in range(500):
        config: Any = configs.validate_python(config_of(number))
        assert config.lr == config_of(number)["lr"]
        assert config.optimizer.name == config_of(number)["optimizer"]["name"]
        assert config.class_ == "a keyword"
        assert config.mixed == config_of(number)["mixed"]
        assert config.late == config_of(number).get("late")
        summary: Any = summaries.validate_python(summary_of(number))
        assert summary.loss == summary_of(number).get("loss")
        assert summary.best.epoch == number


def test_a_document_survives_being_read_and_written(module: ModuleType) -> None:
    adapter = TypeAdapter(module.Config)
    for number in range(100):
        before = config_of(number)
        after = adapter.dump_python(
            adapter.validate_python(before), mode="json", by_alias=True, exclude_unset=True
        )
        assert after == before


USES = """
from typing import assert_type
from models import F, Config, Summary
from runql import Api, Filter
from runql.filters import KeyField

def reads(api: Api) -> None:
    order = F.config.lr.desc()
    runs = api.runs("entity/project", F.config.lr > 0.1, order, config=Config, summary=Summary)
    for run in runs:
        assert_type(run.config.lr, float)
        assert_type(run.config.batch_size, int)
        assert_type(run.config.optimizer.name, str)
        assert_type(run.config.optimizer.momentum, float | None)
        assert_type(run.config.late, str | None)
        assert_type(run.config.eval_every, int | None)
        assert_type(run.summary.accuracy, float)
        assert_type(run.summary.loss, float | str | None)
    assert_type(F.config.lr > 0.1, Filter)
    assert_type(F.config.optimizer.name == "adam", Filter)
    assert_type(F.state == "finished", Filter)
    assert_type(F.config["anything"] == 1, Filter)
"""
WRONG = """
from models import F, Config

def refused(config: Config) -> None:
    F.config.lr > "high"
    F.config.learning_rate
    F.config.optimizer.name < 3
    config.learning_rate
"""


def test_mypy_strict_takes_the_module_and_knows_its_fields(written: Path) -> None:
    folder = written.parent
    (folder / "uses.py").write_text(USES)
    (folder / "wrong.py").write_text(WRONG)
    out = mypy(*(folder / name for name in ("models.py", "uses.py", "wrong.py")))
    errors = [line for line in out.splitlines() if " error: " in line]
    assert [line for line in errors if "wrong.py" not in line] == []
    assert len(errors) == 4, out


def test_filter_fields_say_what_the_generic_ones_say(module: ModuleType) -> None:
    from runql import F

    assert (module.F.config.lr > 0.1).explain() == (F.config["lr"] > 0.1).explain()
    nested = module.F.config.optimizer.name == "adam"
    assert nested.explain() == (F.config["optimizer"]["name"] == "adam").explain()
    summary = module.F.summary.accuracy.desc()
    assert summary.to_wire() == F.summary["accuracy"].desc().to_wire()
    assert module.F.config.lr.asc().to_wire() == F.config["lr"].asc().to_wire()


def test_the_same_runs_give_the_same_text() -> None:
    assert source_of(40) == source_of(40)


def test_what_changed_is_told() -> None:
    old, new = Seen(), Seen()
    old.add({"lr": 1, "gone": "x", "same": True})
    new.add({"lr": 0.5, "same": True, "fresh": {"a": 1}})
    before = write_source("e/p", 1, old, Seen())
    after = write_source("e/p", 1, new, Seen())
    assert compare_sources(before, after) == [
        "+ Config.fresh: ConfigFresh",
        "- Config.gone: str",
        "~ Config.lr: int -> float",
        "+ ConfigFresh.a: int",
    ]
    assert compare_sources(after, after) == []


def test_a_project_without_runs_has_models_without_fields(tmp_path: Path) -> None:
    text = write_source("e/p", 0, Seen(), Seen())
    compile(text, "models.py", "exec")
    assert "class Config(BaseModel)" in text
