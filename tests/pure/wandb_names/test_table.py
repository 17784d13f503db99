"""The table of wandb's names agrees with runql's classes."""

from __future__ import annotations

import inspect
import re
from importlib import import_module

import pytest

import runql
from runql._wandb_names.calls import _TELLS
from runql._wandb_names.entries import Entry, Kind
from runql._wandb_names.table import ENTRIES, names_of

_MORE = {
    "Table": ("runql.media", "Table"),
    "HistoryScan": ("runql._sync.history.iterators", "HistoryScan"),
    "Lister": ("runql._sync._client.lister", "Lister"),
    "ArtifactDraft": ("runql._models.artifacts.draft", "ArtifactDraft"),
    "Artifact": ("runql._sync.artifacts.resource", "Artifact"),
}
_SERVED = [
    entry
    for entry in ENTRIES
    if entry.here
    and entry.member
    and not entry.here.startswith("runql")
    and entry.here != "WandbNames"
]


def shown(entry: Entry) -> str:
    return f"{entry.here}.{entry.member}"


def class_of(entry: Entry) -> type[object]:
    module, name = _MORE.get(entry.here, ("runql", entry.here))
    found = getattr(import_module(module), name)
    assert isinstance(found, type)
    return found


def owner_of(entry: Entry) -> type[object]:
    """Return a class that has the member: some attributes of users are of the viewer only."""
    kind = class_of(entry)
    if entry.here == "User":
        return runql.Account
    return kind


def has(kind: type[object], name: str) -> bool:
    if inspect.getattr_static(kind, name, None) is not None:
        return True
    if name in getattr(kind, "_plain_attributes", ()):
        return True
    return any(
        f"\n        {name}:" in (inspect.getdoc(base) or "").replace("    ", "        ")
        for base in kind.__mro__
    )


@pytest.mark.parametrize("entry", _SERVED, ids=shown)
def test_an_entry_is_true_of_the_class_that_it_names(entry: Entry) -> None:
    kind = owner_of(entry)
    match entry.kind:
        case Kind.SAME:
            assert has(kind, entry.member)
        case Kind.ACCEPTED:
            first = entry.gives.removesuffix("()").partition(".")[0]
            assert first in {"", "self"} or has(kind, first)
            if entry.member not in {"__next__", "__getitem__", "aliases"}:
                assert not has(kind, entry.member)
        case _:
            assert not has(kind, entry.member)


@pytest.mark.parametrize(
    "entry", [entry for entry in _SERVED if entry.parameters and entry.method], ids=shown
)
def test_parameters_lead_to_parameters_of_the_method(entry: Entry) -> None:
    kind = owner_of(entry)
    known = inspect.signature(getattr(kind, entry.method or entry.member)).parameters
    for name, parameter in entry.parameters.items():
        if parameter.kind is Kind.SAME or parameter.to:
            target = parameter.to or name
            assert target == "**" or target in known, name
        for meaning in (parameter.values or {}).values():
            if meaning.startswith("."):
                assert has(kind, meaning[1:])
            elif meaning:
                assert meaning.partition("=")[0] in known
        if parameter.kind in {Kind.HINT, Kind.ABSENT}:
            assert name not in known


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.here}:{entry.wrote}")
def test_an_entry_says_what_to_do(entry: Entry) -> None:
    if entry.kind in {Kind.HINT, Kind.ABSENT}:
        assert entry.advice
    assert not entry.why or entry.why.endswith(".")
    for parameter in entry.parameters.values():
        assert not parameter.why or parameter.why.endswith(".")
        if parameter.kind is not Kind.SAME:
            assert parameter.write or parameter.why


_VARIABLES = {
    "api": runql.Api,
    "artifact_type": runql.ArtifactType,
    "automation": runql.Automation,
    "collection": runql.ArtifactCollection,
    "file": runql.File,
    "project": runql.Project,
    "registries": runql.Registries,
    "registry": runql.Registry,
    "report": runql.Report,
    "run": runql.Run,
    "runs": runql.Runs,
    "sweep": runql.Sweep,
    "team": runql.Team,
    "user": runql.Account,
}
"""Classes of the variables that advice uses."""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.here}:{entry.wrote}")
def test_advice_names_members_that_exist(entry: Entry) -> None:
    texts = [entry.write, *(parameter.write for parameter in entry.parameters.values())]
    for text in texts:
        for variable, member in re.findall(r"\b([a-z_]+)\.(\w+)", text):
            if variable in _VARIABLES:
                assert has(_VARIABLES[variable], member), text
        for name in re.findall(r"\brunql\.([A-Z]\w+)", text):
            assert hasattr(runql, name), text


def test_a_name_is_declared_once_per_class() -> None:
    seen = [(entry.owner, entry.here, entry.member) for entry in ENTRIES]
    assert len(seen) == len(set(seen))


def test_recognized_calls_are_in_the_table() -> None:
    methods = {entry.method for entry in ENTRIES if entry.parameters}
    assert _TELLS.keys() <= methods


def test_classes_are_known_without_async() -> None:
    assert "Run" in names_of(runql.AsyncRun)
    assert "Lister" in names_of(runql.AsyncRuns)
