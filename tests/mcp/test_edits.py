"""Edits of the MCP server: none is lost, and a dry run refuses what the edit refuses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from runql._mcp.tools import edits
from runql._mcp.tools.edits import EditTools
from runql.errors import ConflictError

if TYPE_CHECKING:
    from tests.mcp.conftest import Connected, World


def test_notes_that_are_appended_at_the_same_time_are_all_kept(
    editor: Connected, world: World
) -> None:
    run = world.run(21)
    with ThreadPoolExecutor(4) as threads:
        made = [
            threads.submit(editor.ask, "edit_notes", run=run, text=f"note {n}", dry_run=False)
            for n in range(4)
        ]
        assert [each.result()["changed"] for each in made] == [1, 1, 1, 1]
    with world.sandbox.api(world.user) as api:
        notes = api.run(run).notes or ""
    assert sorted(notes.split("\n\n")) == ["note 0", "note 1", "note 2", "note 3"]


def test_notes_that_two_servers_append_at_the_same_time_are_all_kept(
    editor: Connected, another_editor: Connected, world: World
) -> None:
    run = world.run(22)
    with ThreadPoolExecutor(4) as threads:
        made = [
            threads.submit(each.ask, "edit_notes", run=run, text=f"note {n}", dry_run=False)
            for n in range(1, 7, 2)
            for each, n in ((editor, n), (another_editor, n + 1))
        ]
        assert [each.result()["changed"] for each in made] == [1] * 6
    with world.sandbox.api(world.user) as api:
        notes = api.run(run).notes or ""
    assert sorted(notes.split("\n\n")) == [f"note {n}" for n in range(1, 7)]


class OverwrittenRun:
    """A run whose notes another client overwrites after some edits, because it read them before."""

    path = ("e", "p", "r")

    def __init__(self, times: int, others: str) -> None:
        self.stored, self.notes = "before", "before"
        self.times, self.others, self.writes = times, others, 0

    async def run(self, path: str, fields: list[str]) -> OverwrittenRun:
        if self.writes and self.times:
            self.times, self.stored = self.times - 1, self.others
        self.notes = self.stored
        return self

    async def update(self) -> None:
        self.writes += 1
        self.stored = self.notes


def edits_of(run: OverwrittenRun, monkeypatch: pytest.MonkeyPatch) -> EditTools:
    monkeypatch.setattr(edits, "_SHORTEST_WAIT", 0)
    calls, keys = SimpleNamespace(api=run), SimpleNamespace()
    return EditTools(calls, keys)  # type: ignore[arg-type]


@pytest.mark.parametrize("others", ["before\n\nother", "before\n\nnew text", "", "new", "text"])
@pytest.mark.parametrize("times", [1, 2, 4])
async def test_a_text_that_was_overwritten_is_appended_again(
    others: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = OverwrittenRun(times, others)
    done = await edits_of(run, monkeypatch).edit_notes("e/p/r", "new text 1", dry_run=False)
    assert run.stored == f"{others}\n\nnew text 1".strip()
    assert run.writes == times + 1
    assert done.items[0]["notes_after"] == run.stored


async def test_a_text_that_is_overwritten_each_time_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = OverwrittenRun(100, "other")
    with pytest.raises(ConflictError, match="overwrote the notes"):
        await edits_of(run, monkeypatch).edit_notes("e/p/r", "new", dry_run=False)
    assert run.writes == 6


async def test_notes_are_replaced_once_and_a_text_may_be_there_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = OverwrittenRun(0, "")
    tools = edits_of(run, monkeypatch)
    for append, notes in ((False, "a"), (True, "a\n\na"), (True, "a\n\na\n\na")):
        await tools.edit_notes("e/p/r", "a", append=append, dry_run=False)
        assert run.stored == notes
    assert run.writes == 3


def test_a_dry_run_rejects_what_the_edit_would_reject(editor: Connected, world: World) -> None:
    for dry_run in (True, False):
        said = editor.error(
            "create_report", project=world.project, title=" ", markdown="Body.", dry_run=dry_run
        )
        assert "title must not be empty" in said
