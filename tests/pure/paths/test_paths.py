"""Paths and addresses: every spelling leads to the same place, and nothing is guessed."""

from __future__ import annotations

import pickle
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._paths.artifacts import (
    CollectionPath,
    parse_artifact_path,
    parse_collection_path,
)
from runql._paths.projects import ProjectPath, parse_project_path
from runql._paths.runs import RunPath, parse_run_path
from runql._paths.sweeps import SweepPath, parse_sweep_path
from runql._paths.web_app import app_url, project_url, run_url
from runql.errors import PathError

# Names that the SDK accepts: no slash, no control character, nothing reserved, no outer spaces.
NAMES = (
    st.text(
        st.characters(exclude_characters="/\\#?%:", exclude_categories=["Cc", "Cs"]),
        min_size=1,
        max_size=8,
    )
    .map(str.strip)
    .filter(bool)
    .filter(lambda name: name not in (".", ".."))
)
APPS = st.sampled_from(
    ["https://forge.coreweave.com/wandb", "https://wandb.ai", "http://127.0.0.1:8080"]
)


@given(NAMES, NAMES, NAMES)
def test_a_runs_path_reads_back_from_every_spelling(entity: str, project: str, run: str) -> None:
    path = RunPath(entity, project, run)
    assert parse_run_path(str(path)) == path
    for spelling in (
        f"/{entity}/{project}/{run}",
        f"{entity}/{project}:{run}",
        f"/{entity}/{project}/runs/{run}",
        f"{entity}/{project}/runs/{run}",
        f"  {entity} / {project} / {run} ",
    ):
        assert parse_run_path(spelling) == path
    short = RunPath("default", project, run)
    assert parse_run_path(f"{project}/{run}", entity="default") == short
    assert parse_run_path(f"{project}:{run}", entity="default") == short
    assert parse_run_path(str(RunPath(None, project, run))) == RunPath(None, project, run)
    assert parse_run_path(run, entity=entity, project=project) == path
    assert parse_run_path([entity, project, run]) == path
    assert parse_run_path((quote(entity), quote(project), run)) == path
    assert parse_run_path(path, entity="other", project="other") == path
    assert parse_run_path(RunPath(None, project, run), entity=entity) == path


ENDS = st.sampled_from(["", "/", "//", " / ", "\n", "\t/ "])


@given(ENDS, ENDS, NAMES, NAMES, NAMES, NAMES)
def test_slashes_and_blanks_at_the_ends_and_encoded_names_change_nothing(
    before: str, after: str, entity: str, project: str, last: str, version: str
) -> None:
    for owner, name in ((entity, project), (quote(entity), quote(project, safe=""))):
        place = f"{before}{owner}/{name}"
        assert parse_project_path(place + after) == ProjectPath(entity, project)
        assert parse_run_path(f"{place}/{last}{after}") == RunPath(entity, project, last)
        assert parse_run_path(f"{place}/runs/{last}{after}") == RunPath(entity, project, last)
        assert parse_run_path(f"{place}:{last}{after}") == RunPath(entity, project, last)
        assert parse_sweep_path(f"{place}/{last}{after}") == SweepPath(entity, project, last)
        assert parse_sweep_path(f"{place}/sweeps/{last}{after}") == SweepPath(entity, project, last)
        collection = CollectionPath(entity, project, last)
        assert parse_collection_path(f"{place}/{last}{after}") == collection
        artifact = parse_artifact_path(f"{place}/{last}:{version}{after}")
        assert artifact == collection.version(version)


def test_a_plus_is_a_plus_but_in_addresses_of_sweeps_a_blank() -> None:
    # The official client quotes a sweep's address with `+` for blanks, and everything else with %20.
    assert parse_run_path("e/a+b/r") == RunPath("e", "a+b", "r")
    assert parse_run_path("https://wandb.ai/e/a+b/runs/r") == RunPath("e", "a+b", "r")
    assert parse_project_path("https://wandb.ai/e/a+b/") == ProjectPath("e", "a+b")
    assert parse_sweep_path("e/a+b/s") == SweepPath("e", "a+b", "s")
    assert parse_sweep_path("https://wandb.ai/e/a+b/sweeps/s") == SweepPath("e", "a b", "s")
    assert parse_sweep_path("https://wandb.ai/e/a%2Bb/sweeps/s/ ") == SweepPath("e", "a+b", "s")


@given(APPS, NAMES, NAMES, NAMES, st.sampled_from(["", "/", "/overview", "/files/a%2Fb?x#y", "?x"]))
def test_a_runs_address_reads_back(
    app: str, entity: str, project: str, run: str, rest: str
) -> None:
    path = RunPath(entity, project, run)
    assert parse_run_path(run_url(app, path) + rest) == path


@given(APPS, NAMES, NAMES, st.sampled_from(["", "/", "/workspace?nw=x", "/overview", "/runs"]))
def test_a_projects_address_reads_back(app: str, entity: str, project: str, rest: str) -> None:
    path = ProjectPath(entity, project)
    assert parse_project_path(project_url(app, path) + rest) == path


@given(NAMES, NAMES)
def test_a_projects_path_reads_back_from_every_spelling(entity: str, project: str) -> None:
    path = ProjectPath(entity, project)
    for spelling in (str(path), f"/{path}", f" {entity} / {project} ", path, [entity, project]):
        assert parse_project_path(spelling, entity="other", project="other") == path
    assert parse_project_path(project, entity=entity) == path
    assert parse_project_path(project) == ProjectPath(None, project)
    assert parse_project_path(None, entity=entity, project=project) == path


@given(st.text(max_size=20))
def test_any_text_is_a_path_or_a_path_error(text: str) -> None:
    for parse in (parse_run_path, parse_project_path):
        try:
            found = parse(text, entity="e", project="p")
        except PathError:
            continue
        parts = str(found).split("/")
        assert all(parts)
        assert len(parts) == (3 if isinstance(found, RunPath) else 2)


def test_paths_can_be_pickled_compared_and_hashed_but_not_changed() -> None:
    path = RunPath("e", "p", "r")
    assert pickle.loads(pickle.dumps(path)) == path
    assert len({path, RunPath("e", "p", "r"), ProjectPath("e", "p")}) == 2
    with pytest.raises(AttributeError):
        path.run = "s"  # type: ignore[misc]


def test_no_project_means_the_official_clients_default() -> None:
    assert parse_project_path(None) == ProjectPath(None, "uncategorized")
    assert parse_project_path(None, entity="e") == ProjectPath("e", "uncategorized")


def test_an_address_below_a_folder_is_read_from_its_end() -> None:
    address = "https://ml.example.org/tools/wandb/e/p/runs/r/logs"
    assert parse_run_path(address) == RunPath("e", "p", "r")


def test_an_entity_may_have_the_name_of_the_public_folder() -> None:
    assert parse_run_path("https://wandb.ai/wandb/p/runs/r") == RunPath("wandb", "p", "r")
    address = "https://forge.coreweave.com/wandb/wandb/p"
    assert parse_project_path(address) == ProjectPath("wandb", "p")


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("", "empty part"),
        ("e//r", "empty part"),
        (" / ", "empty part"),
        ("e/p%2Fq/r", "invalid part"),
        ("e/p%ff/r", "Invalid percent-encoding"),
        ("e/p\x00/r", "invalid part"),
        ("e/p/r?tab=x", "invalid part"),
        ("e/p/x:r", "invalid part"),
        ("a:b:c", "invalid part"),
        ("a/b/c/d", "Use entity/project/run_id"),
        ("e/p/sweeps/s", "api.sweep"),
        ("https://wandb.ai/e/p/sweeps/s", "api.sweep"),
        ("https://wandb.ai/e/p", "/runs/run_id"),
        ("https://wandb.ai/e/p/runs", "/runs/run_id"),
        ("https://wandb.ai/e/p%2Fq/runs/r", "invalid part"),
        ("https://wandb.ai/e/p%ff/runs/r", "Invalid URL"),
        ("http://[x", "Invalid URL"),
        ("run", "project="),
        ([], "empty part"),
        (["e", "p", 1], "Invalid path"),
        (None, "Invalid path"),
        (b"e/p/r", "Invalid path"),
    ],
)
def test_what_names_no_run_is_refused(path: Any, hint: str) -> None:
    with pytest.raises(PathError) as raised:
        parse_run_path(path)
    assert hint in str(raised.value)
    assert raised.value.hint


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "e/p%2Fq",
        "e/p/r",
        "p:r",
        "https://forge.coreweave.com/wandb/e",
        "https://wandb.ai/e/p/runs/r",
        "https://wandb.ai/e/p/sweeps/s",
        "https://wandb.ai/site/pricing/unknown",
        5,
    ],
)
def test_what_names_no_project_is_refused(path: Any) -> None:
    with pytest.raises(PathError) as raised:
        parse_project_path(path, entity="e", project="p")
    assert raised.value.hint


@pytest.mark.parametrize(
    ("server", "app"),
    [
        ("https://api.wandb.ai", "https://forge.coreweave.com/wandb"),
        ("https://api.forge.coreweave.com", "https://forge.coreweave.com/wandb"),
        ("https://forge.coreweave.com/api/wandb", "https://forge.coreweave.com/wandb"),
        ("https://api.example.org", "https://app.example.org"),
        ("https://api.example.org:8443", "https://app.example.org:8443"),
        ("https://wandb.example.org/", "https://wandb.example.org"),
        ("http://localhost:8080", "http://localhost:8080"),
    ],
)
def test_the_web_app_of_a_server(server: str, app: str) -> None:
    assert app_url(server) == app
    assert app_url(server, "https://chosen.example.org/") == "https://chosen.example.org"


def test_addresses_are_quoted() -> None:
    assert run_url("http://h", RunPath("ä", "a b", "x#1")) == "http://h/%C3%A4/a%20b/runs/x%231"


def test_a_path_without_an_entity_has_no_address() -> None:
    with pytest.raises(PathError, match="entity"):
        run_url("http://h", RunPath(None, "p", "r"))
