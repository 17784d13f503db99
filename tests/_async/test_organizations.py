"""Organizations, on recorded responses of a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import AsyncApi, OrganizationRole
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_the_viewers_organizations(
    async_api: AsyncApi, count_requests: Callable[[], int]
) -> None:
    found = await async_api.organizations()
    assert [(each.name, each.entity) for each in found] == [("sandbox-org", "sandbox-org-entity")]
    assert await async_api.organization() == found[0]
    assert await async_api.organization("sandbox-org") == found[0]
    assert count_requests() == 3
    with pytest.raises(NotFoundError, match="Organization not found: 'elsewhere'"):
        await async_api.organization("elsewhere")


async def test_members_teams_and_seats(async_api: AsyncApi) -> None:
    await async_api.create_team("cassette-of-the-organization")
    found = await async_api.organization()
    members = {each.username: each for each in await found.members()}
    assert members["entity"].role is OrganizationRole.MEMBER
    assert members["sandbox"].is_admin
    assert "cassette-of-the-organization" in await found.teams()
    seats = await found.seats()
    assert (seats.used, seats.used + seats.free) == (len(members), 100)
    assert (seats.used_view_only, seats.free_view_only) == (0, 100)
