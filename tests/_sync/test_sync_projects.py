# Generated from tests/_async/test_projects.py by `make generate`. Do not edit.

"""Projects: listed, made, changed, and what their runs have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql.errors import ConflictError, NotFoundError, OrderError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import Api

PATH = "entity/projects"


def test_a_project_is_made_changed_and_deleted(api: Api, count_requests: Callable[[], int]) -> None:
    made = api.create_project("entity/made", visibility="public", description="new")
    assert (made.created, made.access, made.description) == (True, "USER_READ", "new")
    assert made.visibility == "public"
    again = api.create_project("made", "entity")
    assert (again.created, again.description, again.id) == (False, "new", made.id)
    made.update(description="changed", visibility="team")
    assert (made.description, made.access) == ("changed", "ENTITY_WRITE")
    made.rename("renamed")
    assert str(made.path) == "entity/renamed"
    with pytest.raises(NotFoundError):
        api.project("entity/made")
    assert api.project("entity/renamed").internal_id == made.internal_id
    with pytest.raises(ConflictError):
        made.rename("projects")
    made.delete()
    with pytest.raises(NotFoundError):
        api.project("entity/renamed")


def test_projects_are_listed_by_pattern_and_order(api: Api) -> None:
    assert [each.name for each in api.projects("entity", pattern="projec_s")] == ["projects"]
    names = [each.name for each in api.projects("entity", order="+name")]
    assert names == sorted(names)
    with pytest.raises(OrderError):
        api.projects("entity", order="size")


def test_names_are_checked_before_anything_is_sent(
    api: Api, count_requests: Callable[[], int]
) -> None:
    with pytest.raises(UsageError, match="visibility"):
        api.create_project("entity/p", visibility="hidden")
    assert count_requests() == 0


def test_the_server_lists_keys_with_their_types(
    api: Api, count_requests: Callable[[], int]
) -> None:
    project = api.project(PATH)
    found = project.keys()
    keys = {str(key): key.types for key in found}
    assert keys["config.lr"] == ("number", "string")
    assert keys["config.optimizer.name"] == ("string",)
    assert keys["summary.accuracy"] == ("number",)
    assert keys["history.accuracy"] == ()
    assert not any("_wandb" in name or "_step" in name for name in keys)
    assert count_requests() == 2


def test_runs_are_read_for_counts_and_values(api: Api, count_requests: Callable[[], int]) -> None:
    project = api.project(PATH)
    keys = {str(key): key for key in project.keys(scan=True)}
    assert count_requests() == 2
    rate = keys["config.lr"]
    assert (rate.count, rate.types) == (3, ("number", "string"))
    assert [(each.value, each.count) for each in rate.values or ()] == [(0.1, 2), ("auto", 1)]
    assert keys["config.only_one"].count == 1
    assert keys["history.accuracy"].count == 3
    listed = project.keys()
    assert {str(key) for key in listed} == keys.keys()
    chosen = project.keys({"config.only_one": True}, kinds=["config"])
    assert {key.count for key in chosen} == {1}


def test_values_of_a_key_are_counted_by_the_server(api: Api) -> None:
    project = api.project(PATH)
    assert [(each.value, each.count) for each in project.values("config.lr")] == [
        (0.1, 2),
        ("auto", 1),
    ]
    names = project.values("config.optimizer.name", {"config.only_one": True})
    assert [(each.value, each.count) for each in names] == [("adam", 1)]
    assert project.tag_counts() == {"a": 2, "b": 1}
    assert set(project.tags) == {"a", "b"}
