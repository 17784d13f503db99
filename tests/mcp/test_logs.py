"""Lines that match a pattern, response by response, up to the last line of the log."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.sandbox.exports.data import stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.mcp.conftest import Connected, World


@pytest.fixture(scope="module")
def run(world: World) -> Iterator[str]:
    """A run that printed six lines: 0, 1, … 5."""
    with world.sandbox.api(world.user) as api:
        made = api.create_run("printed", run_id="talker")
        lines = [{"line": number} for number in range(6)]
        stream(world.sandbox, world.user, "talker", "output.log", lines, "printed")
        yield "/".join(made.path)
        api.project("printed").delete()


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
@pytest.mark.parametrize(("grep", "numbers"), [("line", range(6)), ("[135]", [1, 3, 5])])
def test_responses_continue_to_the_end_and_no_line_comes_twice(
    model: Connected, run: str, limit: int, grep: str, numbers: list[int]
) -> None:
    found: list[int] = []
    arguments = {"run": run, "grep": grep, "limit": limit}
    answer = model.ask("get_logs", **arguments)
    while True:
        found += map(int, re.findall(r"^(\d) ", answer.get("text", ""), re.MULTILINE))
        assert len(found) <= 6, "lines are repeated"
        if "next_cursor" not in answer:
            break
        answer = model.ask("get_logs", **arguments, cursor=answer["next_cursor"])
    assert found == [*numbers]


def test_a_pattern_without_a_match_says_so(model: Connected, run: str) -> None:
    answer = model.ask("get_logs", run=run, grep="absent")
    assert answer["notes"] == ["No line matches. Call get_logs without grep for the last lines."]
    assert model.ask("get_logs", run=run, grep="null")["notes"] == answer["notes"]
    every = model.ask("get_logs", run=run, grep="[04]", limit=2)
    assert "next_cursor" not in every, "the rest of the log was searched, too"
