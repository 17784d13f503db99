"""Questions of a researcher, asked by the SDK's own client."""

from __future__ import annotations

import json
import statistics
from typing import TYPE_CHECKING

import pytest

from runql._mcp.tokens import image_tokens, token_count
from tests.mcp.conftest import TOKEN, Served, over_http
from tests.mcp.data import frame
from tests.mcp.questions import QUESTIONS, Question, filled
from tests.sandbox.exports.data import stream

if TYPE_CHECKING:
    from tests.mcp.conftest import Connected, World

BUDGET = 8000

sizes: dict[str, int] = {}


@pytest.fixture(scope="module")
def report(model: Connected, world: World) -> str:
    listed = model.ask("describe_project", project=world.project)["reports"]
    return str(next(each["id"] for each in listed if each["title"] == "Learning rates"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.text)
def test_a_question_is_answered(
    model: Connected, world: World, report: str, question: Question
) -> None:
    arguments = filled(question.arguments, world.project, report)
    result = model.call(question.tool, **arguments)
    assert not result.is_error, result.content
    answer = result.structured_content
    assert question.read(answer) == question.right(frame(world.runs), world.runs)
    texts = [each.text for each in result.content if each.type == "text"]
    assert json.loads(texts[0]) == answer
    pixels = image_tokens(850, 470) if question.tool == "plot_metrics" else 0
    sizes[question.text] = token_count(texts[0]) + pixels


def test_every_question_is_answered_alike_over_http(world: World, report: str) -> None:
    served = Served(world)
    client = over_http(served.url, TOKEN)
    try:
        for question in QUESTIONS:
            arguments = filled(question.arguments, world.project, report)
            answer = client.ask(question.tool, **arguments)
            assert question.read(answer) == question.right(frame(world.runs), world.runs)
    finally:
        client.close()
        served.stop()


def test_keys_that_histories_alone_have_get_their_ranges(model: Connected, world: World) -> None:
    with world.sandbox.api(world.user) as api:
        api.create_run("rare", run_id="only")
        rows = [{"_step": step, "hidden": step - 3.5} for step in range(10)]
        stream(world.sandbox, world.user, "only", "wandb-history.jsonl", rows, "rare")
        described = model.ask("describe_project", project=f"{world.user.entity}/rare")
        api.project("rare").delete()
    (hidden,) = [key for key in described["keys"] if key["name"] == "hidden"]
    assert hidden == {
        "name": "hidden",
        "where": ["history"],
        "types": ["number"],
        "range": [-3.5, 5.5],
    }


def test_no_answer_is_over_the_budget() -> None:
    assert len(sizes) == len(QUESTIONS) >= 30
    assert max(sizes.values()) <= BUDGET
    assert statistics.median(sizes.values()) <= 400
