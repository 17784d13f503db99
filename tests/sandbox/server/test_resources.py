"""Whatever has a page is found again by the page's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Artifact
from runql.errors import NotFoundError, PathError
from runql.reports import MarkdownBlock

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from runql.testing import Sandbox, SandboxUser


def test_whatever_has_a_page_is_found_by_its_address_in_one_request(
    sandbox: Sandbox, user: SandboxUser, requests: Callable[[], Counter[str]]
) -> None:
    with sandbox.api(user) as api:
        run = api.create_run("places", run_id="first")
        project = api.project("places")
        sweep = api.create_sweep(
            {"method": "random", "parameters": {"lr": {"values": [1, 2]}}}, "places"
        )
        report = api.create_report("places", "What was -- found", [MarkdownBlock("Much.")])
        draft = Artifact("data", "dataset")
        with draft.new_file("a.txt") as file:
            file.write("a")
        version = api.log_artifact(draft, "places")
        for thing in (project, run, sweep, report, version):
            requests()
            found = api.from_path(thing.url)
            assert type(found) is type(thing)
            assert found.id == thing.id
            assert sum(requests().values()) == 1
        assert api.from_path(f"{user.entity}/places/sweeps/{sweep.id}").id == sweep.id
        with pytest.raises(NotFoundError, match="Run not found"):
            api.from_path(f"{user.entity}/places/second")
        requests()
        with pytest.raises(PathError, match="may be a run or an artifact"):
            api.from_path("data:v0")
        assert not requests()
