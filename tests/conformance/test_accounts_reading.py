"""Every call that reads accounts returns the same as `wandb.Api`, for every user; differences are listed here with reasons.

One server is read by its administrator, a member of a team, a view-only member, and a stranger, each with their own key.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from runql import FeatureState
from runql.errors import NotFoundError, RunQLError
from runql.testing import Sandbox
from tests.official_environment import official_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runql import Account, Api, Team, Viewer

PEOPLE = ("administrator", "boss", "member", "viewer", "stranger")
MANY = 55

# Intended differences, with reasons; a test below shows each with both clients.
WANTED: dict[str, str] = {
    "missing": "what is not there, or not for the key's owner, is a typed error; the official client gives None or KeyError",
    "pages": "users come page by page, to the last; the official list ends with the server's first page",
    "keys": "keys are listed for the viewer, by api.api_keys(); the official client reads those of others, as an administrator",
    "hidden keys": "keys that the server hides are an error; the official client reads none, or fails with a TypeError",
    "invites": "invitations are a list of their own; the official client lists them as members",
    "features": "a feature that the server does not name is unknown; to the official client it is off",
}

Read = tuple[dict[str, Any], "Api"]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(options=["--without", "SWEEPS_QUERY_FILTERING"]) as served:
        yield served


@pytest.fixture(scope="module")
def reads(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Read]]:
    """By user: the official client's output, and our client with the same key."""
    users = {
        name: sandbox.create_user(f"reading-{name}", organization="reading-org")
        for name in PEOPLE[1:4]
    }
    users["stranger"] = sandbox.create_user("reading-stranger", organization="elsewhere")
    with sandbox.api() as root, sandbox.api(users["boss"]) as boss:
        for number in range(MANY):
            root.create_user(f"many-{number}@sandbox.invalid")
        team = boss.create_team("reading")
        for name in ("member", "viewer"):
            team.invite(f"reading-{name}", name)
            sandbox.accept_invite("reading", users[name])
        team.invite("nobody@sandbox.invalid", "admin")
        team.create_service_account("machines")
        boss.generate_api_key("another")
    found, apis = {}, []
    folder = tmp_path_factory.mktemp("wandb")
    started = {
        name: official(official_environment(sandbox, users.get(name), folder / name))
        for name in PEOPLE
    }
    for name, process in started.items():
        output, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors[-3000:]
        apis.append(sandbox.api(users.get(name)))
        found[name] = (json.loads(output), apis[-1])
    yield found
    for api in apis:
        api.close()


def official(environment: dict[str, str]) -> subprocess.Popen[str]:
    Path(environment["WANDB_DIR"]).mkdir()
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "official_accounts_reader.py")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def user_attributes(found: Account | Viewer) -> dict[str, object]:
    return {
        "id": found.id,
        "name": found.name,
        "username": found.username,
        "email": found.email,
        "admin": found.is_admin,
        "entity": found.entity,
        "teams": list(found.teams),
    }


def without(attributes: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if name not in names}


@pytest.mark.parametrize("who", PEOPLE)
def test_the_viewer_is_the_same(who: str, reads: dict[str, Read]) -> None:
    theirs, api = reads[who]
    assert user_attributes(api.viewer) == without(theirs["viewer"], "deleted_at", "api_keys")
    assert [key.name for key in api.api_keys()] == theirs["viewer"]["api_keys"]
    assert api.default_entity == theirs["default entity"]


@pytest.mark.parametrize("who", PEOPLE)
def test_a_user_is_the_same(who: str, reads: dict[str, Read]) -> None:
    theirs, api = reads[who]
    found = api.user("reading-member")
    # The official client searches, and a search finds members of the same organization alone.
    if theirs["user"] is not None:
        assert user_attributes(found) == without(theirs["user"], "deleted_at", "api_keys")
        assert found.deleted_at is None
        assert theirs["user"]["deleted_at"] is None
    assert (found.email is not None) is (who in ("administrator", "member"))


@pytest.mark.parametrize("who", ["boss", "member", "viewer"])
def test_the_team_is_the_same(who: str, reads: dict[str, Read]) -> None:
    theirs, api = reads[who]
    team, read = api.team("reading"), theirs["team"]
    for name in set(read) - {"members", "available", "is_team"}:
        assert getattr(team, name) == read[name], name
    assert read["available"]
    assert read["is_team"]
    assert member_attributes(team) == [
        without(each, "pending") for each in read["members"] if not each["pending"]
    ]
    assert [(each.id, each.email) for each in team.invites] == [
        (each["id"], each["email"]) for each in read["members"] if each["pending"]
    ]
    shown = [each.api_key for each in team.members if each.is_service_account]
    assert (shown[0] is not None) is (who == "boss"), "a machine's key is for administrators"


def member_attributes(team: Team) -> list[dict[str, object]]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "username": each.username,
            "email": each.email,
            "admin": each.is_admin,
            "account_type": each.account_type,
            "api_key": each.api_key,
        }
        for each in team.members
    ]


@pytest.mark.parametrize("who", PEOPLE)
def test_the_organization_is_the_same(who: str, reads: dict[str, Read]) -> None:
    theirs, api = reads[who]
    for name, key in (("reading-org", "organization"), (None, "only organization")):
        read = theirs[key]
        if "error" in read:
            with pytest.raises(NotFoundError):
                api.organization(name)
            continue
        found = api.organization(name)
        assert {"id": found.id, "name": found.name, "entity": found.entity} == read
    members = ["reading-boss", "reading-member", "reading-viewer"]
    if who in ("boss", "member", "viewer"):
        assert [each.username for each in api.organization().members()] == members
        assert api.organization().teams() == ["reading"]


def show_missing(reads: dict[str, Read]) -> None:
    for who in PEOPLE:
        theirs, api = reads[who]
        assert theirs["nobody"] is None
        with pytest.raises(NotFoundError):
            api.user("nobody")
    theirs, api = reads["stranger"]
    assert theirs["team"] == {"error": "KeyError"}
    with pytest.raises(NotFoundError):
        api.team("reading")
    for who in PEOPLE[1:]:
        theirs, api = reads[who]
        assert theirs["users"] == api.users("many-").all() == []
        with pytest.raises(NotFoundError):
            api.user("many-1@sandbox.invalid")


def show_pages(reads: dict[str, Read]) -> None:
    theirs, api = reads["administrator"]
    assert len(theirs["users"]) == 50
    ours = [user_attributes(each) for each in api.users("many-", per_page=20)]
    assert len(ours) == MANY
    assert ours[:50] == [without(each, "deleted_at", "api_keys") for each in theirs["users"]]
    found = user_attributes(api.user("reading-member@sandbox.invalid"))
    assert found == without(theirs["user by address"], "deleted_at", "api_keys")


def show_keys(reads: dict[str, Read]) -> None:
    theirs, _ = reads["administrator"]
    _, member = reads["member"]
    assert theirs["user"]["api_keys"] == [key.name for key in member.api_keys()]


def show_hidden_keys(reads: dict[str, Read]) -> None:
    theirs, _ = reads["stranger"]
    assert theirs["user"] is None
    theirs, _ = reads["viewer"]
    assert theirs["user"]["api_keys"] == []


def show_invites(reads: dict[str, Read]) -> None:
    theirs, api = reads["boss"]
    team = api.team("reading")
    waiting = [each["id"] for each in theirs["team"]["members"] if each["pending"]]
    assert [each.id for each in team.invites] == waiting
    assert not set(waiting) & {each.id for each in team.members}


def show_features(reads: dict[str, Read]) -> None:
    theirs, api = reads["member"]
    info = api.server_info()
    on = {name for name, state in info.features.items() if state}
    assert on & set(theirs["features"]) == {
        name for name, enabled in theirs["features"].items() if enabled
    }
    assert theirs["features"]["SWEEPS_QUERY_FILTERING"] is False
    assert info.feature("SWEEPS_QUERY_FILTERING") is FeatureState.UNKNOWN
    assert info.feature("ARTIFACT_TAGS") is FeatureState.ON


SHOWN = {
    "missing": show_missing,
    "pages": show_pages,
    "keys": show_keys,
    "hidden keys": show_hidden_keys,
    "invites": show_invites,
    "features": show_features,
}


@pytest.mark.parametrize("difference", WANTED)
def test_a_wanted_difference_is_there(difference: str, reads: dict[str, Read]) -> None:
    SHOWN[difference](reads)


def test_every_failure_is_typed(reads: dict[str, Read]) -> None:
    for name in PEOPLE[1:]:
        _, api = reads[name]
        with pytest.raises(RunQLError) as caught:
            api.team("nowhere")
        assert (type(caught.value), caught.value.hint is not None) == (NotFoundError, True)
