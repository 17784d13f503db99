"""Accounts on a sandbox: what teams, roles and keys let people and machines do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest
from runql_graphql.inputs import UpsertBucketInput

from runql import TeamRole
from runql.errors import (
    AuthenticationError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    RunQLError,
)
from runql.testing import SandboxUser
from runql_sandbox.store.accounts.management import user_of_key
from runql_sandbox.store.data_folder import Store

if TYPE_CHECKING:
    from pathlib import Path

    from runql import Api
    from runql.testing import Sandbox
    from tests.fix_sandbox import Official

SET_ROLE = """mutation M($organization: ID!, $user: String!, $role: String!) {
  updateOrganizationUser(input: {organizationId: $organization, userName: $user, userOrgRole: $role}) { success }
}"""
LOG = """
import wandb
settings = wandb.Settings(console="off", silent=True, x_disable_stats=True, disable_git=True)
run = wandb.init(project="shared", id="by-machine", config={"lr": 0.1}, settings=settings)
run.log({"loss": 0.5})
run.finish()
print(run.entity)
"""


def test_an_invitation_makes_a_member_when_it_is_accepted(sandbox: Sandbox) -> None:
    boss = sandbox.create_user("inviting")
    guest = sandbox.create_user("invited", organization="elsewhere")
    with sandbox.api(boss) as api, sandbox.api(guest) as theirs:
        team = api.create_team("accepting")
        with pytest.raises(NotFoundError):
            theirs.team("accepting")
        with pytest.raises(RunQLError, match="did not join the team"):
            sandbox.accept_invite("accepting", guest)
        team.invite("invited")
        sandbox.accept_invite("accepting", guest)
        team.reload()
        assert (team.invites, team.member("invited").role) == ((), TeamRole.MEMBER)
        assert "accepting" in theirs.viewer.teams
        with pytest.raises(ConflictError):
            team.invite("invited")
        with pytest.raises(PermissionDeniedError):
            theirs.team("accepting").invite("sandbox")
        team.remove("invited")
        with pytest.raises(NotFoundError):
            theirs.team("accepting")


def test_a_member_of_the_organization_joins_without_accepting(sandbox: Sandbox) -> None:
    boss = sandbox.create_user("joining-boss", organization="joining-org")
    sandbox.create_user("colleague", organization="joining-org")
    watcher = sandbox.create_user("watcher", organization="joining-org")
    with sandbox.api(boss) as api:
        organization = api.organization("joining-org").id
        httpx.post(
            f"{sandbox.base_url}/graphql",
            json={
                "query": SET_ROLE,
                "variables": {"organization": organization, "user": "watcher", "role": "viewer"},
            },
            auth=("api", boss.api_key),
        ).raise_for_status()
        team = api.create_team("joined")
        invite = team.invite("colleague", role="admin")
        assert (invite.username, invite.role) == ("colleague", TeamRole.ADMIN)
        team.invite("watcher@sandbox.invalid")
        assert team.invites == ()
        assert team.member("colleague").role is TeamRole.ADMIN
        # Who may only view in the organization does so in the team.
        assert team.member("watcher").role is TeamRole.VIEWER
        with pytest.raises(ConflictError):
            team.invite("colleague")
    sandbox.accept_invite("joined", watcher)


def test_a_role_decides_at_once(sandbox: Sandbox) -> None:
    boss, other = sandbox.create_user("deciding"), sandbox.create_user("decided")
    with sandbox.api(boss) as api, sandbox.api(other) as theirs:
        team = api.create_team("roles")
        team.invite("decided", role="viewer")
        sandbox.accept_invite("roles", other)
        note(api, "roles", "p", "mine")
        assert theirs.run("roles/p/r").notes == "mine"
        assert theirs.project("roles/p").read_only
        with pytest.raises(PermissionDeniedError, match="permission denied"):
            note(theirs, "roles", "p", "theirs")
        assert stream(sandbox, other) == 403
        changed = team.set_role("decided", TeamRole.MEMBER)
        assert (changed.username, changed.role) == ("decided", TeamRole.MEMBER)
        assert team.member("decided").role is TeamRole.MEMBER
        note(theirs, "roles", "p", "theirs")
        assert not theirs.project("roles/p").read_only
        assert stream(sandbox, other) == 200
        team.set_role("decided", "admin")
        theirs.team("roles").remove("deciding")
        with pytest.raises(NotFoundError):
            api.team("roles")


def note(api: Api, entity: str, project: str, text: str | None = None) -> None:
    """Make a run, or write its notes."""
    given = UpsertBucketInput(entity_name=entity, model_name=project, name="r", notes=text)
    api.graphql.upsert_run(input=given)


def stream(sandbox: Sandbox, user: SandboxUser) -> int:
    """Report for a run, and return the status."""
    return httpx.post(
        f"{sandbox.base_url}/files/roles/p/r/file_stream",
        json={"files": {}},
        auth=("api", user.api_key),
        timeout=30,
    ).status_code


def test_a_machine_logs_to_its_team_with_its_own_key(sandbox: Sandbox, official: Official) -> None:
    boss = sandbox.create_user("operating")
    with sandbox.api(boss) as api:
        team = api.create_team("factory")
        machine = team.create_service_account("press")
        assert machine.api_key is not None
        printed = official(LOG, WANDB_API_KEY=machine.api_key, WANDB_ENTITY="")
        assert printed.splitlines()[-1] == "factory"
        run = api.run("factory/shared/by-machine")
        assert (run.config, run.user and run.user.username) == ({"lr": 0.1}, machine.username)
        with sandbox.api(SandboxUser("press", machine.api_key, "factory")) as machines:
            assert machines.viewer.entity == "factory"
            with pytest.raises(PermissionDeniedError, match="permission denied"):
                machines.create_team("machines")
            team.remove(machine)
            with pytest.raises(AuthenticationError):
                print(machines.viewer)


def test_a_key_works_until_it_is_deleted(sandbox: Sandbox) -> None:
    user = sandbox.create_user("keyed")
    with sandbox.api(user) as api:
        made = api.generate_api_key("second")
        with sandbox.api(SandboxUser("keyed", made.secret, "keyed")) as second:
            assert second.viewer.username == "keyed"
            api.delete_api_key(made)
            with pytest.raises(AuthenticationError):
                second.user("keyed")
        assert api.viewer.username == "keyed"


def test_keys_lie_hashed_in_the_folder(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first, made = store.first_user(), store.create_user("somebody")
    with store.session() as session:
        found = user_of_key(session, made.api_key)
        assert found is not None
        assert found.username == "somebody"
        assert user_of_key(session, made.api_key[:-1]) is None
        assert user_of_key(session, None) is None
    store.close()
    again = Store(tmp_path)
    assert again.first_user() == first
    again.close()
    assert made.api_key.encode() not in (tmp_path / "sandbox.sqlite").read_bytes()


def test_administrators_make_and_search_users(sandbox: Sandbox) -> None:
    with sandbox.api() as api:
        for number in range(5):
            api.create_user(f"searched-{number}@sandbox.invalid", admin=number == 0)
        users = api.users("searched", per_page=2)
        assert [each.username for each in users] == [f"searched-{n}" for n in range(5)]
        assert [each.is_admin for each in users] == [True, False, False, False, False]
        assert [page.cursor is None for page in users.pages()] == [False, False, True]
        assert api.user("searched-3@sandbox.invalid").username == "searched-3"
        with pytest.raises(NotFoundError, match=r"searched@sandbox\.invalid"):
            api.user("searched@sandbox.invalid")
        with pytest.raises(ConflictError, match="already exists"):
            api.create_user("searched-0@sandbox.invalid")
        assert len(api.users("searched", limit=3)) == 3


def test_members_of_one_organization_find_each_other(sandbox: Sandbox) -> None:
    anna, _ben = (
        sandbox.create_user(f"near-{name}", organization="near") for name in ("anna", "ben")
    )
    sandbox.create_user("near-carla", organization="far")
    with sandbox.api(anna) as api:
        assert [each.username for each in api.users("near-")] == ["near-anna", "near-ben"]
        assert [each.email for each in api.users("near-b")] == [None]
        assert [each.username for each in api.users("near-ben@sandbox.invalid")] == ["near-ben"]
        assert api.users("near-ben@").all() == [], "addresses are found whole, or not at all"


def test_users_stand_among_the_members_of_their_own_entity(sandbox: Sandbox) -> None:
    user = sandbox.create_user("own-entity")
    query = '{entity(name:"own-entity"){memberCount members{username role admin}}}'
    url = f"{sandbox.base_url}/graphql"
    answer = httpx.post(url, json={"query": query}, auth=("api", user.api_key)).json()
    member = {"username": "own-entity", "role": "admin", "admin": True}
    assert answer["data"]["entity"] == {"memberCount": 1, "members": [member]}


def test_a_stranger_sees_of_a_team_what_is_public(sandbox: Sandbox) -> None:
    boss = sandbox.create_user("showing")
    outsider = sandbox.create_user("looking", organization="elsewhere")
    with sandbox.api(boss) as api, sandbox.api(outsider) as theirs:
        api.create_team("gallery")
        for project in ("open", "closed"):
            note(api, "gallery", project)
        with pytest.raises(NotFoundError):
            list(theirs.projects("gallery"))
        publish(sandbox, boss)
        assert [each.name for each in theirs.projects("gallery")] == ["open"]
        assert theirs.project("gallery/open").read_only
        with pytest.raises(NotFoundError):
            theirs.project("gallery/closed")
        with pytest.raises(PermissionDeniedError, match="permission denied"):
            theirs.team("gallery")
        assert [each.name for each in theirs.organizations()] == ["elsewhere"]
        with pytest.raises(NotFoundError):
            theirs.organization("sandbox-org")


def publish(sandbox: Sandbox, user: SandboxUser) -> None:
    """Let everybody read a project."""
    query = "mutation M($input: UpsertModelInput!) { upsertModel(input: $input) { inserted } }"
    given = {"name": "open", "entityName": "gallery", "access": "USER_READ"}
    response = httpx.post(
        f"{sandbox.base_url}/graphql",
        content=json.dumps({"query": query, "variables": {"input": given}}),
        auth=("api", user.api_key),
        timeout=30,
    )
    assert "errors" not in response.json()


def test_keys_are_named_by_their_beginning(sandbox: Sandbox, user: SandboxUser) -> None:
    with sandbox.api(user) as api:
        names = [key.name for key in api.api_keys()]
    assert names
    assert all(user.api_key.startswith(name) and len(name) < 10 for name in names)


def test_a_user_has_the_seat_of_a_user_in_their_own_entity(
    sandbox: Sandbox, user: SandboxUser
) -> None:
    query = "query T($name: String!) { entity(name: $name) { members { username accountType } } }"
    answer = httpx.post(
        f"{sandbox.base_url}/graphql",
        json={"query": query, "variables": {"name": user.entity}},
        auth=("api", user.api_key),
    ).json()
    assert answer["data"]["entity"]["members"] == [
        {"username": user.username, "accountType": "USER"}
    ]


def test_keys_say_when_they_were_made_and_last_used(sandbox: Sandbox) -> None:
    owner = sandbox.create_user("key-dates")
    with sandbox.api(owner) as api:
        made = api.generate_api_key("spare")
        used, spare = api.api_keys().all()
        assert used.last_used_at is not None
        assert used.created_at is not None
        assert used.created_at <= used.last_used_at
        assert (spare.last_used_at, spare.expires_at) == (None, None)
        assert made.created_at == spare.created_at
        spare_user = SandboxUser(owner.username, made.secret, owner.entity)
        with sandbox.api(spare_user) as other:
            assert other.viewer.username == owner.username
        assert all(each.last_used_at is not None for each in api.api_keys())
