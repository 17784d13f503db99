"""Teams, on recorded responses of a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import AsyncApi, TeamRole
from runql.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_a_team_is_made_and_read(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    team = await async_api.create_team("cassette-made")
    assert count_requests() == 2
    assert team.name == "cassette-made"
    assert [(each.username, each.role, each.is_admin) for each in team.members] == [
        ("entity", TeamRole.ADMIN, True)
    ]
    assert (team.invites, team.read_only, team.private_only, team.storage_bytes) == (
        (),
        False,
        False,
        0,
    )
    assert (team.default_access, team.code_saving_enabled, team.is_paid) == ("PRIVATE", True, False)
    again = await async_api.team("cassette-made")
    assert again.id == team.id
    assert "cassette-made" in (await async_api.viewer).teams
    with pytest.raises(ConflictError, match="already exists"):
        await async_api.create_team("cassette-made")


async def test_a_missing_team_says_so(async_api: AsyncApi) -> None:
    with pytest.raises(NotFoundError, match="Team not found: 'nowhere'"):
        await async_api.team("nowhere")
    with pytest.raises(NotFoundError, match="'entity' is not a team"):
        await async_api.team("entity")
    with pytest.raises(PermissionDeniedError, match="permission denied"):
        await async_api.create_team("cassette-others", admin="sandbox")
    with pytest.raises(NotFoundError, match="nobody"):
        await async_api.create_team("cassette-nobodys", admin="nobody")


async def test_bad_input_is_refused_before_anything_is_sent(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    for name in ("", "two words", "a/b", "ümlaut"):
        with pytest.raises(UsageError, match="Invalid team name"):
            await async_api.create_team(name)
        with pytest.raises(UsageError, match="Invalid team name"):
            await async_api.team(name)
    assert count_requests() == 0


async def test_invitations_wait_and_are_withdrawn(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    team = await async_api.create_team("cassette-inviting")
    before = count_requests()
    invite = await team.invite("guest@sandbox.invalid")
    assert count_requests() - before == 2
    assert (invite.email, invite.username, invite.role) == (
        "guest@sandbox.invalid",
        None,
        TeamRole.MEMBER,
    )
    assert [each.id for each in team.invites] == [invite.id]
    second = await team.invite("viewer@sandbox.invalid", role="viewer")
    assert (second.email, second.role) == ("viewer@sandbox.invalid", TeamRole.VIEWER)
    assert {each.role for each in team.invites} == {TeamRole.MEMBER, TeamRole.VIEWER}
    assert len(team.members) == 1
    with pytest.raises(ConflictError, match="already exists"):
        await team.invite("guest@sandbox.invalid")
    with pytest.raises(NotFoundError, match="nobody"):
        await team.invite("nobody")
    await team.withdraw("guest@sandbox.invalid")
    await team.withdraw(second)
    assert team.invites == ()
    with pytest.raises(NotFoundError, match="Invitation not found"):
        await team.withdraw("guest@sandbox.invalid")
    with pytest.raises(NotFoundError, match="not found"):
        await team.withdraw(second)


async def test_roles_and_names_are_checked_before_anything_is_sent(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    team = await async_api.create_team("cassette-checking")
    before = count_requests()
    with pytest.raises(UsageError, match="role must be one of"):
        await team.invite("sandbox", role="owner")
    with pytest.raises(UsageError, match="role must be one of"):
        await team.set_role("entity", "owner")
    with pytest.raises(UsageError, match="Invalid e-mail address"):
        await team.invite("@")
    with pytest.raises(UsageError, match="must not be empty"):
        await team.invite("")
    with pytest.raises(UsageError, match="description must not be empty"):
        await team.create_service_account(" ")
    assert count_requests() == before
    with pytest.raises(NotFoundError, match="Similar names: entity"):
        await team.remove("entiti")
    assert count_requests() == before + 1


async def test_a_service_account_answers_with_its_own_id_and_key(async_api: AsyncApi) -> None:
    team = await async_api.create_team("cassette-machines")
    first = await team.create_service_account("nightly builds")
    second = await team.create_service_account("releases")
    assert first.is_service_account
    assert (first.name, second.name) == ("nightly builds", "releases")
    assert first.id != second.id
    assert first.api_key != second.api_key
    assert first.api_key is not None
    assert first.api_key not in repr(first)
    assert team.member(first.id) == first
    with pytest.raises(InvalidInputError, match="service account"):
        await team.set_role(first, TeamRole.ADMIN)
    await team.remove(second)
    assert [each.id for each in team.members if each.is_service_account] == [first.id]


async def test_a_team_keeps_an_administrator(async_api: AsyncApi) -> None:
    team = await async_api.create_team("cassette-keeping")
    with pytest.raises(InvalidInputError, match="must keep an administrator"):
        await team.set_role("entity", TeamRole.VIEWER)
    with pytest.raises(InvalidInputError, match="must keep an administrator"):
        await team.remove("entity")
    assert (await team.set_role("entity", TeamRole.ADMIN)).is_admin
