"""Edits of registries and projects that another client changed meanwhile: refused or kept, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from runql import Api
    from runql.testing import Sandbox

ORG = "stale-org"


@pytest.fixture(scope="module")
def api(sandbox: Sandbox) -> Api:
    """A client of the administrator of an organization."""
    return sandbox.api(sandbox.create_user("stale", organization=ORG))


def disappear(api: Api, how: str, name: str) -> None:
    """Rename, delete or replace a project as another client would."""
    other = api.project(name)
    if how == "renamed":
        other.rename(f"{other.name}-renamed")
        return
    other.delete()
    if how == "replaced":
        api.create_project(name)


@pytest.mark.parametrize("how", ["renamed", "deleted", "replaced"])
def test_an_update_of_a_project_that_is_gone_creates_none(api: Api, how: str) -> None:
    project = api.create_project(f"stale/{how}", description="before")
    disappear(api, how, f"stale/{how}")
    with pytest.raises(errors.NotFoundError, match="was deleted or renamed"):
        project.update(description="after")
    found = {each.name: each.description for each in api.projects("stale")}
    assert "after" not in found.values()
    assert (how in found) == (how == "replaced")


@pytest.mark.parametrize("how", ["renamed", "deleted"])
def test_an_update_of_a_registry_that_is_gone_creates_none(api: Api, how: str) -> None:
    registry = api.create_registry(how, organization=ORG)
    other = api.registry(how, ORG)
    if how == "renamed":
        other.name = "elsewhere"
        other.update()
    else:
        other.delete()
    registry.description = "after"
    with pytest.raises(errors.NotFoundError, match="was deleted or renamed"):
        registry.update()
    assert registry.description == "after"
    assert how not in {each.name for each in api.registries(ORG)}


def test_a_name_that_cannot_be_saved_stays_an_edit(api: Api) -> None:
    api.create_registry("taken", organization=ORG)
    registry = api.create_registry("edited", organization=ORG)
    registry.description, registry.name = "saved", "taken"
    # The first update saves the description, so the second one has only the name.
    for kind in (errors.PartialUpdateError, errors.ConflictError):
        with pytest.raises(kind, match="already exists"):
            registry.update()
        assert registry.name == "taken"
    assert api.registry("edited", ORG).description == "saved"
    registry.name = "free"
    registry.update()
    assert api.registry("free", ORG).description == "saved"


def test_what_was_saved_before_a_failure_is_named(api: Api) -> None:
    registry = api.create_registry("partly", organization=ORG)
    api.create_registry("other", organization=ORG)
    registry.visibility, registry.name = "restricted", "other"
    with pytest.raises(errors.PartialUpdateError, match="saved attributes, but not the name"):
        registry.update()
    assert api.registry("partly", ORG).visibility == "restricted"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda api: api.create_project("stale/member"),
        lambda api: api.create_registry("member", organization=ORG),
        lambda api: api.organization(ORG),
    ],
)
def test_other_objects_are_no_members_of_a_registry(
    api: Api, wrong: Callable[[Api], object]
) -> None:
    registry = api.create_registry(f"for-{len(api.registries(ORG))}", organization=ORG)
    member = wrong(api)
    for change in (registry.add_members, registry.remove_members):
        with pytest.raises(errors.UsageError, match="members must be users, teams or their names"):
            change(member)  # type: ignore[arg-type]
    with pytest.raises(errors.UsageError, match="members must be users, teams or their names"):
        registry.update_member(member, "admin")  # type: ignore[arg-type]


def test_members_of_teams_and_organizations_are_users(sandbox: Sandbox, api: Api) -> None:
    sandbox.create_user("fellow", organization=ORG)
    team = api.create_team("stale-team")
    team.invite("fellow")
    registry = api.create_registry("peopled", organization=ORG)
    [one] = [each for each in api.organization(ORG).members() if each.username == "fellow"]
    for person in (one, team.member("fellow")):
        registry.add_members(person)
        registry.update_member(person, "member")
        assert {each.username: each.role for each in registry.user_members()} == {
            "stale": "admin",
            "fellow": "member",
        }
        registry.remove_members(person)
        assert registry.team_members() == []


@pytest.mark.parametrize(
    ("attribute", "wrong"),
    [
        ("description", 5),
        ("description", False),
        ("description", "\ud800"),
        ("allow_all_artifact_types", "no"),
        ("allow_all_artifact_types", None),
        ("visibility", "private"),
        ("name", "\ud800"),
        ("artifact_types", "model"),
    ],
)
def test_a_refused_value_is_no_edit_of_a_registry(api: Api, attribute: str, wrong: object) -> None:
    if not any(each.name == "checked" for each in api.registries(ORG)):
        api.create_registry("checked", organization=ORG)
    registry = api.registry("checked", ORG)
    before = getattr(registry, attribute)
    with pytest.raises(errors.UsageError):
        setattr(registry, attribute, wrong)
    assert getattr(registry, attribute) == before
    assert registry._changes() == {}
