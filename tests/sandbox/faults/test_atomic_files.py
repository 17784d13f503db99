"""How files come to lie under their names: in groups, whole, and with nothing left of what was called off."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from runql import AsyncApi, Settings
from runql._transfer._engine.atomic_files import (
    FileCommitter,
    claim_part,
    drop_part,
    journal_of,
    private_part,
    release_part,
    sweep,
)
from tests.fix_faults import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from runql.testing import Sandbox, SandboxUser
    from tests.fix_faults import FaultProxy


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def part_of_a_dead_process(target: Path, *, segments: bool) -> Path:
    """The leftovers of a killed process: a large file with or without a segment."""
    script = (
        "import sys; from pathlib import Path\n"
        "from runql._transfer._engine.atomic_files import claim_part, journal_of\n"
        "part = claim_part(Path(sys.argv[1]), 'd' * 32); part.write_bytes(b'half')\n"
        "sys.argv[2] == 'True' and journal_of(part).write_text('0\\n')\n"
        "print(part)"
    )
    command = [sys.executable, "-c", script, str(target), str(segments)]
    return target.with_name(
        subprocess.run(command, check=True, capture_output=True, text=True)
        .stdout.strip()
        .rpartition("/")[2]
    )


def test_a_file_that_cannot_land_does_not_keep_others_from_landing(tmp_path: Path) -> None:
    committer = FileCommitter()
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inside").touch()
    for name in ("a", "taken", "b"):
        part = private_part(tmp_path / name)
        part.write_bytes(name.encode())
        committer.add(part, tmp_path / name)
    assert all(name.endswith(".runql.part") for name in names(tmp_path) if name != "taken")
    committer.finish()
    assert list(committer.failures) == [tmp_path / "taken"]
    assert names(tmp_path) == ["a", "b", "taken"]


def test_a_full_group_lands_by_itself(tmp_path: Path) -> None:
    committer = FileCommitter()
    for number in range(70):
        part = private_part(tmp_path / str(number))
        part.touch()
        committer.add(part, tmp_path / str(number))
    committed = [name for name in names(tmp_path) if not name.startswith(".")]
    assert len(committed) == 64
    committer.finish()
    assert names(tmp_path) == sorted(map(str, range(70)))


def test_what_a_killed_process_left_is_swept_unless_it_can_be_gone_on_with(tmp_path: Path) -> None:
    useless = part_of_a_dead_process(tmp_path / "a.bin", segments=False)
    useful = part_of_a_dead_process(tmp_path / "b.bin", segments=True)
    mine = private_part(tmp_path / "c.bin")
    mine.touch()
    others = [".hidden", ".x.part", "a.runql.part", ".notes.1234.runql.part"]
    for name in others:
        (tmp_path / name).touch()
    sweep(tmp_path)
    assert not useless.exists()
    assert set(names(tmp_path)) == {useful.name, journal_of(useful).name, mine.name, *others}
    drop_part(mine)


def test_a_part_is_claimed_once_and_only_for_the_same_content(tmp_path: Path) -> None:
    left = part_of_a_dead_process(tmp_path / "a.bin", segments=True)
    assert not claim_part(tmp_path / "a.bin", "e" * 32).exists()
    claimed = claim_part(tmp_path / "a.bin", "d" * 32)
    assert (claimed.read_bytes(), journal_of(claimed).read_text()) == (b"half", "0\n")
    assert not left.exists()
    assert not claim_part(tmp_path / "a.bin", "d" * 32).exists()
    release_part(claimed, keep=True)
    again = claim_part(tmp_path / "a.bin", "d" * 32)
    assert again.read_bytes() == b"half"
    release_part(again, keep=False)
    assert names(tmp_path) == []


def test_a_part_under_the_number_of_this_process_may_be_of_an_earlier_one(tmp_path: Path) -> None:
    # In containers every process may be number 1.
    left = part_of_a_dead_process(tmp_path / "a.bin", segments=True)
    parts = left.name.split(".")
    parts[-4] = str(os.getpid())
    renamed = left.with_name(".".join(parts))
    journal_of(left).rename(journal_of(renamed))
    left.rename(renamed)
    assert claim_part(tmp_path / "a.bin", "d" * 32).read_bytes() == b"half"


def test_a_long_name_of_wide_characters_has_a_part(tmp_path: Path) -> None:
    target = tmp_path / ("\U0001f600" * 60)
    part = claim_part(target, "d" * 32)
    part.touch()
    journal_of(part).touch()
    release_part(part, keep=False)
    assert names(tmp_path) == []


async def test_a_task_that_is_cancelled_calls_its_download_off(
    proxy: FaultProxy, sandbox: Sandbox, user: SandboxUser, tmp_path: Path
) -> None:
    with sandbox.api(user) as api:
        api.create_run("landing", run_id="run").upload_file(bytes(2_000_000), "slow.bin")
    proxy.faults = [Fault("GET /storage", times=99, rate=500_000)]
    settings = Settings(base_url=proxy.base_url, api_key=user.api_key, entity=user.entity)
    async with AsyncApi(settings=settings) as client:
        file = await (await client.run("landing/run")).file("slow.bin")
        task = asyncio.create_task(file.download(tmp_path))
        while not names(tmp_path):  # noqa: ASYNC110 - a file is what is waited for
            await asyncio.sleep(0.01)
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - began < 3
        assert names(tmp_path) == []
