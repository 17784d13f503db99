"""Sizes of groups that a server counts are compared with the number of runs."""

from __future__ import annotations

from typing import Any

import pytest
from runql_graphql.list_run_groups import ListRunGroups

from runql._models.analysis.group_sizes import GroupSizes
from runql._paths.projects import ProjectPath
from runql.errors import NotFoundError, ProtocolError

PATH = ProjectPath("e", "p")


def page(total: int, *groups: tuple[str | None, int]) -> ListRunGroups:
    edges = [
        {"cursor": f"after {name}", "node": {"group": name, "totalRuns": size}}
        for name, size in groups
    ]
    found = {"__typename": "GroupedRunConnection", "edges": edges}
    return response({"id": "i", "runCount": total, "groupedRuns": found})


def response(project: dict[str, Any] | None) -> ListRunGroups:
    return ListRunGroups.model_validate({"project": project})


def test_groups_that_add_up_end_the_list() -> None:
    sizes = GroupSizes(PATH)
    assert sizes.add(page(5, ("b", 2), ("a", 3))) is None
    assert sizes.result() == {"a": 3, "b": 2}
    assert list(sizes.result()) == ["a", "b"]


@pytest.mark.parametrize("nameless", ["", None], ids=["empty", "null"])
def test_a_group_without_a_name_holds_the_other_runs(nameless: str | None) -> None:
    sizes = GroupSizes(PATH)
    assert sizes.add(page(5, (nameless, 1), ("a", 4))) is None
    assert sizes.result() == {"a": 4, None: 1}


def test_short_pages_are_followed_to_an_empty_one() -> None:
    sizes = GroupSizes(PATH)
    assert sizes.add(page(9, ("a", 4))) == "after a"
    assert sizes.add(page(9, ("b", 2))) == "after b"
    assert sizes.add(page(9)) is None
    assert sizes.result() == {"a": 4, "b": 2, None: 3}


def test_a_project_without_runs_has_no_groups() -> None:
    for found in (page(0), response({"id": "i", "runCount": 0, "groupedRuns": None})):
        sizes = GroupSizes(PATH)
        assert sizes.add(found) is None
        assert sizes.result() == {}


def test_sizes_that_do_not_fit_are_refused() -> None:
    sizes = GroupSizes(PATH)
    with pytest.raises(ProtocolError, match="4 runs in groups, but 3 runs in total"):
        sizes.add(page(3, ("a", 4)))
    sizes = GroupSizes(PATH)
    sizes.add(page(9, ("a", 1)))
    with pytest.raises(ProtocolError, match="the group 'a' twice"):
        sizes.add(page(9, ("a", 1)))
    plain = {"__typename": "RunConnection"}
    with pytest.raises(ProtocolError, match="runs instead of groups"):
        GroupSizes(PATH).add(response({"id": "i", "runCount": 2, "groupedRuns": plain}))
    with pytest.raises(NotFoundError):
        GroupSizes(PATH).add(response(None))
