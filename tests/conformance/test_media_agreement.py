"""`wandb.Api` and runql read the same media and tables; where they do not, it is listed here and why."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql import media
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api

TESTS = Path(__file__).parents[1]
PATH = "entity/media"

WANTED = {
    "media are typed": "`scan_history` gives media as dicts, and nothing fetches their files",
    "tables that grew": "`run.table` reads every part; `Artifact.get` needs an artifact per part",
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, Any]]:
    """Our client of a server with media, and what the official one read from it."""
    scratch = tmp_path_factory.mktemp("official")
    with Sandbox() as sandbox:
        user = sandbox.create_user("entity")
        environment = official_environment(sandbox, user, scratch, PYTHONWARNINGS="ignore")

        def run(script: Path, *arguments: str) -> str:
            command = [str(script), *arguments]
            done = forked.official.run(command, env=environment, cwd=scratch)
            assert done.returncode == 0, done.stderr[-3000:]
            return done.stdout

        run(TESTS / "official" / "media.py")
        read = run(TESTS / "conformance" / "official_media.py", PATH)
        with sandbox.api(user) as api:
            yield api, json.loads(read.splitlines()[-1])


@pytest.mark.parametrize("name", ["pictures", "media", "histograms", "tables"])
def test_values_and_files_are_the_same(both: tuple[Api, Any], name: str) -> None:
    api, official = both
    logged = api.run(f"{PATH}/{name}").media()
    assert logged
    for each in logged:
        row = next(row for row in official["histories"][name] if row["_step"] == each.step)
        assert each.value.raw == without_nulls(row[each.key])
        for file in each.files:
            assert file.path in official["files"][name]
            if file.sha256 is not None:
                assert official["files"][name][file.path] == file.sha256


def test_tables_are_the_same(both: tuple[Api, Any]) -> None:
    api, official = both
    run = api.run(f"{PATH}/tables")
    compared = []
    for each in run.media(kind=media.LoggedTable):
        if each.value.increment is not None:
            continue
        table = each.table()
        assert table.artifact is not None
        theirs = official["tables"][table.artifact.rpartition("/")[2]]
        assert list(table.columns) == theirs["columns"]
        assert [[shown(cell) for cell in row] for row in table.rows] == theirs["data"]
        compared.append(each.key)
    assert set(compared) == {"predictions", "mixed", "masked", "arrays", "chart_table", "again"}


def test_media_are_typed_where_the_official_reader_gives_dicts(both: tuple[Api, Any]) -> None:
    assert "media are typed" in WANTED
    api, official = both
    theirs = [row["image"] for row in official["histories"]["pictures"] if row.get("image")]
    assert all(isinstance(each, dict) for each in theirs)
    ours = api.run(f"{PATH}/pictures").media("image", kind=media.Image)
    assert [each.value.caption for each in ours] == [each["caption"] for each in theirs]


def test_a_table_that_grew_is_whole(both: tuple[Api, Any]) -> None:
    assert "tables that grew" in WANTED
    api, official = both
    assert not any("growing" in name for name in official["tables"])
    assert len(api.run(f"{PATH}/tables").table("growing")) == 3


def shown(cell: media.Cell) -> Any:
    if isinstance(cell, media.FileMedia):
        return {"sha256": cell.sha256}
    return cell.isoformat() if isinstance(cell, dt.datetime) else cell


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    return value
