"""Edits of the MCP server: none is lost, and a dry run refuses what the edit refuses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

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


def test_a_dry_run_rejects_what_the_edit_would_reject(editor: Connected, world: World) -> None:
    for dry_run in (True, False):
        said = editor.error(
            "create_report", project=world.project, title=" ", markdown="Body.", dry_run=dry_run
        )
        assert "title must not be empty" in said
