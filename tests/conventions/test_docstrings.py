"""Every public method that sends requests states how many."""

from __future__ import annotations

import inspect
import re

import pytest

from tests.conventions.docstring_examples import documented

# Connections, not requests.
FREE = {"AsyncApi.aclose"}
# Each of its methods is one request.
OPERATIONS = "runql_graphql."

DOCUMENTED = dict(documented())
WAITING = {
    name: inspect.getdoc(member) or ""
    for name, member in DOCUMENTED.items()
    if inspect.iscoroutinefunction(member)
    and name not in FREE
    and not member.__module__.startswith(OPERATIONS)
}
COUNTED = {
    name: text
    for name, member in DOCUMENTED.items()
    if "Requests:" in (text := inspect.getdoc(member) or "")
}


def test_methods_of_every_noun_are_found() -> None:
    assert {"AsyncApi.run", "AsyncRun.history", "AsyncArtifact.download"} <= set(WAITING)
    assert len(WAITING) > 150
    assert {"AsyncApi.runs", "AsyncApi.reports", "AsyncRun.files"} <= set(COUNTED)


@pytest.mark.parametrize("name", sorted(WAITING))
def test_a_method_that_waits_states_its_requests(name: str) -> None:
    assert "Requests:" in WAITING[name]


@pytest.mark.parametrize("name", sorted(COUNTED))
def test_requests_are_one_paragraph(name: str) -> None:
    # The site shows a line with indented lines below it as a box, titled by the first half of the sentence.
    assert not re.search(r"^Requests: .+\n +\S", COUNTED[name], re.MULTILINE)
