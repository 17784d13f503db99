"""Resources that paths and URLs name."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runql._paths.resource_kinds import kind_of_path
from runql.errors import PathError

APP = "https://forge.coreweave.com/wandb/team/project"
OWN = "https://wandb.example.com/below/team/project"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("project", "project"),
        ("team/project", "project"),
        ("team/project/abc123", "run"),
        ("team/project/runs/abc123", "run"),
        ("team/project/sweeps/abc123", "sweep"),
        ("team/project/reports/Title--Vmlldzox", "report"),
        ("team/project/model:v3", "artifact"),
        ("team/wandb-registry-model/collection:latest", "artifact"),
        (APP, "project"),
        (f"{APP}/workspace?nw=1", "project"),
        (f"{APP}/artifacts", "project"),
        (f"{APP}/runs/abc123/overview", "run"),
        (f"{APP}/runs", "project"),
        (f"{APP}/sweeps/abc123/workspace", "sweep"),
        (f"{APP}/reports/Two--words--Vmlldzox", "report"),
        (f"{APP}/reports/runs--Vmlldzox", "report"),
        (f"{APP}/artifacts/model/name/v3/files", "artifact"),
        (f"{OWN}/runs/abc123", "run"),
    ],
)
def test_a_path_names_one_noun(path: str, kind: str) -> None:
    assert kind_of_path(path) == kind


@pytest.mark.parametrize(
    "path", ["", "a//b", "name:v1", "project:run", "a/b/c/d", "a/b/runs/c/d", "https://wandb.ai/"]
)
def test_what_names_nothing_is_refused(path: str) -> None:
    with pytest.raises(PathError):
        kind_of_path(path)


@given(st.text())
def test_any_text_is_a_noun_or_a_path_error(text: str) -> None:
    with contextlib.suppress(PathError):
        assert kind_of_path(text) in ("project", "run", "sweep", "report", "artifact")
