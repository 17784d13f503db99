# Generated from tests/_async/test_organizations.py by `make generate`. Do not edit.

"""Organizations, on recorded responses of a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from runql import Api, OrganizationRole
from runql.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_viewers_organizations(api: Api, count_requests: Callable[[], int]) -> None:
    found = api.organizations()
    assert [(each.name, each.entity) for each in found] == [("sandbox-org", "sandbox-org-entity")]
    assert api.organization() == found[0]
    assert api.organization("sandbox-org") == found[0]
    assert count_requests() == 3
    with pytest.raises(NotFoundError, match="Organization not found: 'elsewhere'"):
        api.organization("elsewhere")


def test_members_teams_and_seats(api: Api) -> None:
    api.create_team("cassette-of-the-organization")
    found = api.organization()
    members = {each.username: each for each in found.members()}
    assert members["entity"].role is OrganizationRole.MEMBER
    assert members["sandbox"].is_admin
    assert "cassette-of-the-organization" in found.teams()
    seats = found.seats()
    assert (seats.used, seats.used + seats.free) == (len(members), 100)
    assert (seats.used_view_only, seats.free_view_only) == (0, 100)
