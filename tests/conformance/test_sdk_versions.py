"""The oldest and the newest SDK log to the sandbox; runql and the SDK's own reader find what was logged.

`make witness` does so with every version in between, with a process for each step, and writes docs/sdk-versions.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.testing import Sandbox
from tests.witness.environments import OLDEST, known_interpreter_of
from tests.witness.witness import log_and_read, parts_of

if TYPE_CHECKING:
    from pathlib import Path

# A process captures its console from its start, and shares a run with others from its start.
OF_A_WHOLE_PROCESS = {"console", "shared"}


@pytest.mark.parametrize("version", [OLDEST, "0.31.0"])
def test_both_readers_find_what_a_version_logged(version: str, tmp_path: Path) -> None:
    python = known_interpreter_of(version)
    if python is None:
        pytest.skip(f"wandb {version} is not installed; `make test` installs it")
    parts = [part for part in parts_of(version) if part not in OF_A_WHOLE_PROCESS]
    with Sandbox() as sandbox:
        found = log_and_read(python, sandbox, parts, tmp_path, together=True)
    assert [each for each in found if not each.agrees] == []
