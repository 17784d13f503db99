"""Users, keys, teams and server facts, without a server."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runql_graphql.create_invite import CreateInvite
from runql_graphql.fragments.accounts.teams import MemberFields, TeamFields
from runql_graphql.generate_api_key import GenerateApiKey
from runql_graphql.get_rate_limits import GetRateLimits

from runql import Api, ApiKey, FeatureState, Member, NewApiKey, TeamRole
from runql._models.accounts.teams import (
    TeamBase,
    check_role,
    check_team_name,
    known_id,
    made_invite,
    read_invite,
    read_member,
)
from runql._models.accounts.users import check_address, key_named, made_key, masked
from runql._models.server import UNTOLD, ServerInfo, read_limits
from runql._wire.capabilities import state_of
from runql.errors import (
    ApiError,
    AuthenticationError,
    NotFoundError,
    ProtocolError,
    ServerError,
    UnsupportedError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SECRETS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=40, max_size=40)


@given(SECRETS)
def test_a_secret_is_in_no_repr(secret: str) -> None:
    key = NewApiKey("id", masked(secret), "for tests", secret)
    service = Member("id", "u", "n", TeamRole.MEMBER, api_key=secret)
    for shown in (repr(key), str(key), f"{[key]}", repr(service), repr(ApiKey("id", secret, None))):
        assert secret not in shown
        assert secret[:12] not in shown
    assert pickle.loads(pickle.dumps(key)) == key


def member(**fields: object) -> MemberFields:
    aliases = {name: each.alias or name for name, each in MemberFields.model_fields.items()}
    given = {**dict.fromkeys(aliases), "id": "i", "name": "n", **fields}
    return MemberFields.model_validate({aliases[name]: value for name, value in given.items()})


@pytest.mark.parametrize(
    ("fields", "role"),
    [
        ({"admin": True}, "admin"),
        ({"admin": False}, "member"),
        ({"account_type": "VIEWER"}, "viewer"),
        ({"role": "ADMIN"}, "admin"),
        ({"role": "viewer", "admin": False}, "viewer"),
        ({"role": "custom-7"}, "custom-7"),
    ],
)
def test_a_role_is_read_from_whatever_the_server_gives(
    fields: dict[str, object], role: str
) -> None:
    assert read_member(member(**fields)).role == role
    assert read_invite(member(**fields)).role == role


@pytest.mark.parametrize("role", ["owner", "Admin", "", "custom-7"])
def test_only_known_roles_are_given(role: str) -> None:
    with pytest.raises(UsageError, match="role must be one of"):
        check_role(role)


def test_known_roles_are_given_by_text_or_member() -> None:
    assert [check_role(role.value) for role in TeamRole] == list(TeamRole)


@given(st.text(max_size=8))
def test_a_team_name_that_passes_is_a_path_part(name: str) -> None:
    try:
        passed = check_team_name(name)
    except UsageError:
        return
    assert passed == name
    assert not set(name) & set("/ ?#%:\\")


@given(st.text(max_size=12))
def test_an_address_that_passes_has_a_name_and_a_host(text: str) -> None:
    try:
        passed = check_address(text)
    except UsageError:
        return
    name, at, host = passed.partition("@")
    assert name
    assert at
    assert host


def test_keys_are_found_by_name_or_id_and_never_repeated() -> None:
    keys = [ApiKey("1", "abc…", None), ApiKey("2", "same", None), ApiKey("3", "same", None)]
    assert key_named(keys, "abc…") is keys[0]
    assert key_named(keys, "3") is keys[2]
    with pytest.raises(UsageError, match="2 API keys"):
        key_named(keys, "same")
    secret = "s3cr3t" * 7
    with pytest.raises(NotFoundError) as caught:
        key_named(keys, secret)
    assert secret not in str(caught.value)


def test_a_member_whose_id_is_hidden_is_listed_and_not_changed() -> None:
    found = read_member(member(id=None, username="newcomer"))
    assert (found.id, found.username) == ("", "newcomer")
    with pytest.raises(UnsupportedError, match="ID of newcomer in team vision"):
        known_id(found, "vision")
    assert known_id(read_member(member(id="i")), "vision") == "i"


def test_a_team_finds_nobody_under_no_name() -> None:
    fields = {"id": None, "username": None, "email": None}
    team = dict.fromkeys(each.alias or name for name, each in TeamFields.model_fields.items())
    given = {
        **team,
        "id": "t",
        "name": "vision",
        "isTeam": True,
        "available": True,
        "privateOnly": False,
        "storageBytes": 0,
        "codeSavingEnabled": True,
        "defaultAccess": "PRIVATE",
        "members": [member(**fields), member(**fields, pending=True)],
    }
    found = TeamBase(TeamFields.model_validate(given))
    assert (len(found.members), len(found.invites)) == (1, 1)
    assert not found.has_member("")
    assert not found.has_invited("")
    for look in (found.member, found.invitation):
        with pytest.raises(NotFoundError):
            look("")


def test_an_invitation_that_was_not_sent_is_none() -> None:
    invite = {"id": "i", "name": "n", "email": "e", "createdAt": None, "toUser": None}
    payload = {"createInvite": {"success": False, "invite": invite}}
    with pytest.raises(ApiError, match="did not send the invitation"):
        made_invite(CreateInvite.model_validate(payload), TeamRole.MEMBER)


@pytest.mark.parametrize("change", ["generate_api_key", "create_user", "create_team"])
def test_what_makes_accounts_and_keys_is_sent_once(change: str) -> None:
    sent: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(502, text="bad gateway")

    calls: dict[str, Callable[[Api], object]] = {
        "generate_api_key": lambda api: api.generate_api_key(),
        "create_user": lambda api: api.create_user("a@host.invalid"),
        "create_team": lambda api: api.create_team("t"),
    }
    with (
        Api("x" * 40, transport=httpx.MockTransport(handle)) as api,
        pytest.raises(ServerError) as caught,
    ):
        calls[change](api)
    assert (len(sent), caught.value.attempts) == (1, 1)


@pytest.mark.parametrize("name", ["abcdef…", ""])
def test_a_new_key_that_comes_masked_is_no_key(name: str) -> None:
    dates = dict.fromkeys(("createdAt", "lastUsedAt", "expiresAt"))
    key = {"id": "i", "name": name, "description": None, **dates}
    payload = GenerateApiKey.model_validate({"generateApiKey": {"apiKey": key}})
    with pytest.raises(ProtocolError, match="returned no key"):
        made_key(payload)


def test_an_unknown_key_is_not_taken_for_a_server_without_limits() -> None:
    with pytest.raises(AuthenticationError):
        read_limits(GetRateLimits.model_validate({"viewer": None}))
    silent = {"viewer": {"id": "i", "defaultEntity": None}}
    assert read_limits(GetRateLimits.model_validate(silent)) is None


def test_a_feature_is_on_off_or_unknown() -> None:
    features = {"A": True, "B": False}
    assert [state_of(features, name).value for name in "ABC"] == ["on", "off", "unknown"]
    info = ServerInfo("http://wandb.test", UNTOLD, None, 1000, features)
    assert info.feature("A") is FeatureState.ON
    info.require("A")
    with pytest.raises(
        UnsupportedError, match=r"Sorting requires the server feature B, but it is off"
    ):
        info.require("B", "Sorting")
    with pytest.raises(UnsupportedError, match="does not list it"):
        info.require("C")
