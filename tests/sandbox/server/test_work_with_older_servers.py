"""Runs, histories, files and artifacts on servers of 2022 and 2024, from the first request to the bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Artifact
from runql.errors import UnsupportedError
from runql.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from runql import Api

PROJECT = "sandbox/older"


@pytest.fixture(scope="module", params=["2022-12", "2024-01", "2024-10"])
def date(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def api(date: str) -> Iterator[Api]:
    with Sandbox(options=["--demo", "--server", date]) as served, served.api() as api:
        api.create_run(PROJECT, run_id="maker", config={"lr": 0.5})
        yield api


def draft(name: str) -> Artifact:
    made = Artifact(name, "dataset")
    with made.new_file("data.txt") as file:
        file.write(f"content of {name}")
    return made


def test_runs_and_histories_are_read(api: Api) -> None:
    run = api.runs("sandbox/mnist")[0]
    rows = list(run.scan_history())
    assert len(rows) == run.history_line_count
    assert [row["_step"] for row in rows] == list(range(len(rows)))
    assert len(run.history(samples=10)) == 10


def test_runs_are_edited(api: Api) -> None:
    run = api.run(f"{PROJECT}/maker")
    run.config["batch"] = 8
    run.tags = ["kept"]
    run.update()
    again = api.run(f"{PROJECT}/maker")
    assert (dict(again.config), list(again.tags)) == ({"lr": 0.5, "batch": 8}, ["kept"])
    assert api.project("older", "sandbox").tag_counts() == {"kept": 1}


def test_versions_are_logged_read_and_linked(api: Api, tmp_path: Path) -> None:
    run = api.run(f"{PROJECT}/maker")
    run.log_artifact(draft("data"), aliases=["best"])
    found = api.artifact(f"{PROJECT}/data:best")
    assert (found.version, found.tags, found.ttl) == ("v0", [], None)
    assert [each.name for each in found.files()] == ["data.txt"]
    assert (found.download(tmp_path) / "data.txt").read_text() == "content of data"
    assert [each.name for each in api.artifact_collections(PROJECT, "dataset")] == ["data"]
    assert [each.version for each in run.logged_artifacts()] == ["v0"]
    assert found.link(f"{PROJECT}/shelf").qualified_name == f"{PROJECT}/shelf:v0"
    assert run.use_artifact(f"{PROJECT}/data:v0").id == found.id


def test_files_are_uploaded_or_the_error_says_why_not(api: Api, date: str) -> None:
    run = api.run(f"{PROJECT}/maker")
    if date == "2022-12":
        with pytest.raises(UnsupportedError, match="An upload of run files requires"):
            run.upload_file(b"x", name="x.txt")
        return
    run.upload_file(b"x", name="x.txt")
    assert api.run(f"{PROJECT}/maker").file("x.txt").read() == b"x"


def test_tags_of_a_new_version_are_kept_or_refused(api: Api, date: str) -> None:
    run = api.run(f"{PROJECT}/maker")
    if date == "2024-10":
        assert run.log_artifact(draft("tagged"), tags=["good"]).tags == ["good"]
        return
    with pytest.raises(UnsupportedError, match="ARTIFACT_TAGS"):
        run.log_artifact(draft("tagged"), tags=["good"])
    # Nothing was created.
    assert not api.artifact_exists(f"{PROJECT}/tagged:v0")
