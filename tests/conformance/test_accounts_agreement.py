"""`wandb.Api` and runql read the same of users, teams and organizations; where they do not, it is listed here and why.

The official client makes a team, invites, keys and an account on a sandbox and reads them; runql reads the same server.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql.errors import ConflictError, NotFoundError
from runql.testing import Sandbox
from tests import forked
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Api

# Intended differences, with reasons; a test below shows each with both clients.
WANTED: dict[str, str] = {
    "missing": "a missing user or team is NotFoundError; the official client gives None, or fails with a KeyError",
    "invites": "invitations are a list of their own; the official client lists them as members",
    "failures": "a refused invitation raises with its reason; the official client answers False",
    "keys": "a deleted key is gone from the next listing; the official object lists it still",
    "secrets": "keys never stand in reprs, and `secret` has a name of its own; the official key is a plain text",
    "user as team": "a user's own entity is no team; the official client gives a team of the user alone",
}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, dict[str, Any]]]:
    """Our client, and the official client's output."""
    scratch = str(tmp_path_factory.mktemp("wandb"))
    with Sandbox() as sandbox:
        sandbox.create_user("guest")
        done = forked.official.run(
            [str(Path(__file__).parent / "official_accounts.py")],
            env=official_environment(sandbox, None, scratch),
        )
        assert done.returncode == 0, done.stderr[-3000:]
        with sandbox.api() as api:
            yield api, json.loads(done.stdout)


def test_the_viewer_is_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, official = both
    read, viewer = official["viewer"], api.viewer
    assert (viewer.id, viewer.name, viewer.username, viewer.email) == (
        read["id"],
        read["name"],
        read["username"],
        read["email"],
    )
    assert (viewer.is_admin, viewer.entity, list(viewer.teams)) == (
        read["admin"],
        read["entity"],
        read["teams"],
    )
    # The last one the official client deleted afterwards.
    assert [key.name for key in api.api_keys()] == read["api_keys"][:-1]


def test_users_are_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, official = both
    for name, key in (("guest", "user"), ("guest@sandbox.invalid", "user_by_address")):
        read, found = official[key], api.user(name)
        assert (
            found.id,
            found.name,
            found.username,
            found.email,
            found.entity,
            found.is_admin,
        ) == (
            read["id"],
            read["name"],
            read["username"],
            read["email"],
            read["entity"],
            read["admin"],
        )
    assert [each.id for each in api.users("made")] == [each["id"] for each in official["users"]]
    assert official["created"] == {"username": "made", "email": "made@sandbox.invalid"}


def test_the_team_is_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, official = both
    read, team = official["team"], api.team("official")
    for name in set(read) - {"members"}:
        assert getattr(team, name) == read[name], name
    assert [
        (each.id, each.name, each.username, each.email, each.is_admin, each.account_type)
        for each in team.members
    ] == [
        tuple(each[key] for key in ("id", "name", "username", "email", "admin", "account_type"))
        for each in read["members"]
        if not each["pending"]
    ]


def test_the_service_account_is_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, official = both
    found = api.team("official").member(official_id(official))
    assert found.is_service_account
    assert found.name == "machines"
    assert found.api_key is not None
    shown = next(each for each in official["team"]["members"] if each["id"] == found.id)
    assert found.api_key == shown["api_key"]


def test_the_organization_is_the_same(both: tuple[Api, dict[str, Any]]) -> None:
    api, official = both
    found = api.organization("sandbox-org")
    read = {"id": found.id, "name": found.name, "entity": found.entity}
    assert read == official["organization"]


def show_missing(api: Api, official: dict[str, Any]) -> None:
    assert official["nobody"] is None
    assert official["missing_team"] == "KeyError"
    with pytest.raises(NotFoundError):
        api.user("nobody")
    with pytest.raises(NotFoundError):
        api.team("nowhere")


def show_invites(api: Api, official: dict[str, Any]) -> None:
    waiting = [each["id"] for each in official["team"]["members"] if each["pending"]]
    team = api.team("official")
    assert len(waiting) == 2
    assert official["withdrawn"] is True
    assert [each.id for each in team.invites] == waiting[1:]
    assert not set(waiting) & {each.id for each in team.members}


def show_failures(api: Api, official: dict[str, Any]) -> None:
    assert (official["invited"], official["invited_address"]) == (True, True)
    assert (official["invited_again"], official["invited_nobody"]) == (False, False)
    team = api.team("official")
    with pytest.raises(ConflictError):
        team.invite("other@sandbox.invalid")
    with pytest.raises(NotFoundError):
        team.invite("nobody")


def show_keys(api: Api, official: dict[str, Any]) -> None:
    assert official["deleted"] is True
    gone = official["viewer"]["api_keys"][-1]
    assert gone in official["keys_after_delete"]
    assert gone not in [each.name for each in api.api_keys()]
    made = api.generate_api_key("ours")
    assert made.id in {each.id for each in api.api_keys()}
    api.delete_api_key(made)
    assert made.id not in {each.id for each in api.api_keys()}


def show_secrets(api: Api, official: dict[str, Any]) -> None:
    assert len(official["secret"]) == 40
    made = api.generate_api_key()
    assert made.secret not in f"{made!r} {made} {[made]}"
    api.delete_api_key(made)
    service = api.team("official").member(official_id(official))
    assert service.api_key is not None
    assert service.api_key not in repr(service)


def show_user_as_team(api: Api, official: dict[str, Any]) -> None:
    assert official["user_as_team"] == ["<Member guest (USER)>"]
    with pytest.raises(NotFoundError, match="not a team"):
        api.team("guest")


def official_id(official: dict[str, Any]) -> str:
    """Id of the service account among the members, as the official client lists them."""
    found = [e for e in official["team"]["members"] if e["account_type"] == "SERVICE"]
    return str(found[0]["id"])


SHOWN = {
    "missing": show_missing,
    "invites": show_invites,
    "failures": show_failures,
    "keys": show_keys,
    "secrets": show_secrets,
    "user as team": show_user_as_team,
}


@pytest.mark.parametrize("difference", WANTED)
def test_a_wanted_difference_is_there(difference: str, both: tuple[Api, dict[str, Any]]) -> None:
    SHOWN[difference](*both)
