"""The importance of parameters is ranked right where it is known, and pictures show the same data."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any

import pytest

from runql._models.sweeps.analysis import SweepAnalysis
from runql._models.sweeps.config import Goal, SweepConfig
from runql._models.sweeps.ranking import Ranking, choose_ranking, ordered_ranking
from runql.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = SweepConfig(
    {
        "method": "random",
        "metric": {"name": "loss", "goal": "minimize"},
        "parameters": {
            "strong": {"min": 0.0, "max": 1.0},
            "kind": {"values": ["a", "b", "c"]},
            "weak.er": {"values": [1, 2, 4]},
            "noise[0]": {"distribution": "log_uniform_values", "min": 1e-4, "max": 1},
            "fixed": {"value": 3},
        },
    }
)
EFFECT = {"a": 0.0, "b": 0.0, "c": 3.0}


def made(count: int) -> SweepAnalysis:
    """A sweep whose parameters matter in a known order: strong, kind, weak.er, and noise not at all."""
    chance = random.Random(3)
    rows: list[tuple[str, dict[str, object], float]] = []
    for number in range(count):
        strong, kind = chance.random(), chance.choice("abc")
        weak, noise = chance.choice([1, 2, 4]), 10 ** chance.uniform(-4, 0)
        loss = 10 * strong + EFFECT[kind] - 0.7 * weak + chance.gauss(0, 0.05)
        row = {
            "config.strong": strong,
            "config.kind": kind,
            "config.weak.er": weak,
            "config.noise[0]": noise,
        }
        rows.append((f"run{number}", row, loss))
    return SweepAnalysis.of_rows("e/p/s", CONFIG, Ranking("loss", Goal.MINIMIZE), rows)


@pytest.fixture(scope="module")
def analysis() -> SweepAnalysis:
    return made(200)


def test_known_importances_are_ranked_right(analysis: SweepAnalysis) -> None:
    found = analysis.importance()
    assert [each.name for each in found] == ["strong", "kind", "weak.er", "noise[0]"]
    assert math.isclose(sum(each.importance for each in found), 1)
    assert found[0].importance > 0.6
    assert found.by_name("noise[0]").importance < 0.01


def test_correlations_are_signed_and_categories_have_their_own(analysis: SweepAnalysis) -> None:
    found = analysis.importance()
    strong, weak = found.by_name("strong").correlation, found.by_name("weak.er").correlation
    assert strong is not None
    assert strong > 0.7
    assert weak is not None
    assert abs(weak) < 0.3
    kind = found.by_name("kind")
    assert kind.correlation is None
    assert set(kind.categories) == {"a", "b", "c"}
    assert (kind.categories["c"].correlation or 0) > 0.1
    assert math.isclose(sum(each.importance for each in kind.categories.values()), kind.importance)


def test_the_same_runs_give_the_same_importances(analysis: SweepAnalysis) -> None:
    assert analysis.importance().records() == analysis.importance().records()


def test_too_few_runs_are_no_ground() -> None:
    with pytest.raises(UsageError, match="at least 4 runs with a finite loss, got 3"):
        made(3).importance()


def test_the_table_has_a_row_per_parameter_and_category(analysis: SweepAnalysis) -> None:
    table = analysis.importance().to_pandas()
    assert list(table.columns) == ["parameter", "importance", "correlation"]
    assert len(table) == 4 + 3
    assert len(analysis.to_pandas()) == 200


def test_pictures_carry_the_data_that_they_show(analysis: SweepAnalysis) -> None:
    bars = analysis.importance().plot()
    assert [row["parameter"] for row in bars.data] == ["strong", "kind", "weak.er", "noise[0]"]
    assert [row["correlates"] for row in bars.data][:2] == ["positively", "categorical"]
    lines, dots = analysis.parallel_coordinates(), analysis.metric_over_parameters()
    assert lines.data == dots.data == list(analysis.rows)
    spec: Any = lines.to_dict()
    points = spec["layer"][0]["data"]["values"]
    assert len(points) == 200 * 5
    assert all(-1e-9 <= point["place"] <= 1 + 1e-9 for point in points)
    panels: Any = dots.to_dict()
    assert [each["encoding"]["x"]["title"] for each in panels["concat"]] == list(
        analysis.parameters
    )
    assert panels["concat"][3]["encoding"]["x"]["scale"]["type"] == "log"


def test_a_picture_is_written_by_its_name(analysis: SweepAnalysis, tmp_path: Path) -> None:
    bars = analysis.importance().plot()
    assert bars.save(tmp_path / "bars.svg").read_text().startswith("<svg")
    assert bars.save(tmp_path / "bars.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(UsageError, match=r"bars\.gif"):
        bars.save(tmp_path / "bars.gif")


def test_runs_that_lack_a_parameter_stand_in_the_middle() -> None:
    rows: list[tuple[str, dict[str, object], float]] = [
        (f"r{number}", {"config.strong": None if number == 2 else number}, float(number))
        for number in range(8)
    ]
    found = SweepAnalysis.of_rows("e/p/s", CONFIG, Ranking("loss", Goal.MINIMIZE), rows)
    assert found.importance()[0].name == "strong"
    assert len(found.parallel_coordinates().data) == 8


@pytest.mark.parametrize(
    ("metric", "goal", "wanted"),
    [
        (None, None, Ranking("loss", Goal.MINIMIZE)),
        ("loss", "maximize", Ranking("loss", Goal.MAXIMIZE)),
        ("summary.acc", None, Ranking("acc", Goal.MINIMIZE)),
    ],
)
def test_what_runs_are_compared_by(metric: str | None, goal: str | None, wanted: Ranking) -> None:
    assert choose_ranking(CONFIG, metric=metric, goal=goal, abandoned=False) == wanted


def test_a_goal_has_two_names() -> None:
    with pytest.raises(UsageError, match="'up'"):
        choose_ranking(CONFIG, metric=None, goal="up", abandoned=False)
    assert choose_ranking(SweepConfig({}), metric=None, goal=None, abandoned=False) is None


def test_an_order_by_the_summary_ranks_and_any_other_lists() -> None:
    found = ordered_ranking("-summary_metrics.acc", abandoned=True)
    assert found == Ranking("acc", Goal.MAXIMIZE, abandoned=True)
    assert ordered_ranking("-created_at", abandoned=False) is None
