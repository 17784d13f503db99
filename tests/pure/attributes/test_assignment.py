"""Assignments to attributes of resources."""

from __future__ import annotations

from typing import Any

import pytest

import runql
from runql import Artifact
from runql._models._attributes.assignment import KnownAttributes


class Resource(KnownAttributes):
    """A resource with one attribute to edit."""

    _plain_attributes = frozenset({"title"})

    def __init__(self) -> None:
        self._tags: list[str] = []
        self.title = ""

    @property
    def tags(self) -> list[str]:
        """Tags."""
        return self._tags

    @tags.setter
    def tags(self, value: list[str]) -> None:
        self._tags = value

    @property
    def display_name(self) -> str:
        """An attribute that only the server changes."""
        return ""

    def delete(self) -> None:
        """Delete it."""


def test_own_attributes_are_assigned() -> None:
    found = Resource()
    found.tags, found.title = ["a"], "x"
    assert (found.tags, found.title) == (["a"], "x")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tgs", "has no attribute 'tgs'. Did you mean 'tags'"),
        ("titel", "Did you mean 'title'"),
        ("zzz", "Assignable attributes: tags, title"),
        ("display_name", "'display_name' of 'Resource' is read-only"),
        ("delete", "'delete' of 'Resource' is read-only"),
    ],
)
def test_other_attributes_are_refused_with_the_closest_name(name: str, message: str) -> None:
    found: Any = Resource()
    with pytest.raises(AttributeError, match=message):
        setattr(found, name, ["a"])
    assert not hasattr(found, "tgs")


@pytest.mark.parametrize("name", ["metdata", "desription", "entry"])
def test_drafts_of_artifacts_refuse_misspelled_attributes(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Artifact("name", "kind"), name, {})


RESOURCES: list[Any] = [
    runql.Run, runql.Project, runql.LoggedArtifact, runql.ArtifactCollection, runql.Sweep, runql.Report,
    runql.Registry, runql.Team, runql.AsyncRun, runql.AsyncArtifact, runql.AsyncReport,
]  # fmt: skip


@pytest.mark.parametrize("kind", RESOURCES, ids=lambda kind: str(kind.__name__))
def test_every_resource_that_is_edited_refuses_misspelled_attributes(kind: Any) -> None:
    with pytest.raises(AttributeError):
        kind.__new__(kind).tgs = ["a"]
